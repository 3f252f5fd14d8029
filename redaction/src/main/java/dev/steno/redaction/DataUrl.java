// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

import dev.steno.model.json.JsonValue.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Base64, in a {@code data:} address or alone. What is text by its media type is looked into;
 * anything else is passed over, and that is noted. Stateless.
 */
final class DataUrl {
  static final String SCHEME = "data:";
  private static final String BASE64 = ";base64,";
  private static final int HEAD = 200;

  /** Shorter base64 stays within its message as it came, so it is looked at as text as well. */
  private static final int SHORT = 2_048;

  private DataUrl() {}

  /** True for the member of a JSON object that holds base64 by what the object says it is. */
  static boolean isIn(JsonObject object, String member) {
    String type = object.text("type");
    return "blob".equals(type) && member.equals("content")
        || "base64".equals(type) && member.equals("data");
  }

  /** The base64 that a member of a JSON object holds. */
  static String member(JsonObject object, String data, Redactor redactor, Findings findings) {
    String type = object.text("mime_type");
    return base64(data, type == null ? object.text("media_type") : type, redactor, findings);
  }

  static String redacted(String url, Redactor redactor, Findings findings) {
    int comma = url.indexOf(BASE64);
    if (comma < 0 || comma > HEAD) {
      return redactor.plain(url, findings);
    }
    int from = comma + BASE64.length();
    String head = url.substring(SCHEME.length(), comma);
    String data = base64(url.substring(from), head, redactor, findings);
    return SCHEME + redactor.plain(head, findings) + BASE64 + data;
  }

  /**
   * @param mediaType null if nobody said
   */
  static String base64(
      String data, @Nullable String mediaType, Redactor redactor, Findings findings) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(data);
    } catch (IllegalArgumentException notBase64) {
      return redactor.plain(data, findings);
    }
    String shown = data.length() < SHORT ? redactor.plain(data, findings) : data;
    if (!shown.equals(data)) {
      return shown;
    }
    if (mediaType == null || !isText(mediaType)) {
      findings.passedOver();
      return data;
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    String rest = redactor.text(text, findings);
    return rest.equals(text)
        ? data
        : Base64.getEncoder().encodeToString(rest.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isText(String mediaType) {
    String type = mediaType.toLowerCase(Locale.ROOT);
    return type.startsWith("text/")
        || type.matches("application/[^;]*(json|xml|yaml|javascript).*");
  }
}
