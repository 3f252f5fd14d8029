// SPDX-License-Identifier: Apache-2.0
package dev.steno.e2e;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Keys of a form that a built-in rule knows, another one for each place of each door, so that one
 * that is found tells where it came from. For one thread.
 */
final class PlantedKeys {
  private final String seed = Long.toHexString(System.nanoTime());
  private final Map<String, String> places = new TreeMap<>();

  /** Sent beside each key, to be found: a search that finds nothing must be able to find. */
  String marker() {
    return "kettle-and-leaf-" + seed;
  }

  /** What stands in a place of a door: the same whenever it is asked for. */
  String text(String door, String place) {
    return marker() + " " + key(door, place);
  }

  /** The key of a place of a door. */
  String key(String door, String place) {
    String where = door + ": " + place;
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((seed + where).getBytes(StandardCharsets.UTF_8));
      String key = "sk-proj-a1" + HexFormat.of().formatHex(hash, 0, 16);
      places.put(key, where);
      return key;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All that were asked for. */
  Set<String> all() {
    return places.keySet();
  }

  /** Where these were planted, in order; the keys themselves that were not. */
  List<String> places(Collection<String> found) {
    return found.stream().map(key -> places.getOrDefault(key, key)).sorted().toList();
  }

  /** Where all others were planted of which something is kept, in order. */
  List<String> missing(Collection<String> found) {
    return places.entrySet().stream()
        .filter(entry -> !found.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .filter(place -> !place.startsWith("refused") && !place.endsWith("not kept"))
        .sorted()
        .toList();
  }
}
