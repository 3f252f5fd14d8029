// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The person whom a trace serves. Immutable; null is not known.
 *
 * @param id the application's id of the person, which traces are found by
 * @param email an address
 * @param phone a number
 * @param name a name
 * @param extras whatever else is known, by name
 */
public record User(
    @Nullable String id,
    @Nullable String email,
    @Nullable String phone,
    @Nullable String name,
    Map<String, Object> extras) {

  /** Copies the extras, in their order. */
  public User {
    extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
  }

  /** A person of whom the id is known. */
  public static User of(String id) {
    return new User(id, null, null, null, Map.of());
  }

  /** This person with an address. */
  public User email(String value) {
    return new User(id, value, phone, name, extras);
  }

  /** This person with a number. */
  public User phone(String value) {
    return new User(id, email, value, name, extras);
  }

  /** This person with a name. */
  public User name(String value) {
    return new User(id, email, phone, value, extras);
  }

  /** This person of whom something else is known. */
  public User with(String key, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(extras);
    more.put(key, value);
    return new User(id, email, phone, name, more);
  }
}
