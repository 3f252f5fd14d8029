// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction.text;

import java.util.List;

/** Names whose values are nobody's business. Stateless. */
public final class SecretNames {
  private static final int LONGEST = 200;
  private static final List<String> ENDINGS =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "secret",
          "secretkey",
          "secretaccesskey",
          "privatekey",
          "apikey",
          "accesstoken",
          "refreshtoken",
          "sessiontoken",
          "authorization",
          "cookie");

  private SecretNames() {}

  /** True for names such as {@code x-api-key}, {@code clientSecret} and {@code DB_PASSWORD}. */
  public static boolean isSecret(String name) {
    if (name.length() > LONGEST || !mayBeSecret(name)) {
      return false;
    }
    StringBuilder letters = new StringBuilder(name.length());
    name.chars()
        .filter(Character::isLetterOrDigit)
        .forEach(c -> letters.append((char) Character.toLowerCase(c)));
    String plain = letters.toString();
    return ENDINGS.stream().anyMatch(plain::endsWith);
  }

  /** By its last letter, which is looked at for every name there is. */
  private static boolean mayBeSecret(String name) {
    return !name.isEmpty() && "dDeEtTyYnN".indexOf(name.charAt(name.length() - 1)) >= 0;
  }
}
