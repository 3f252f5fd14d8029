// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest.reading;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.server.http.Answers;
import dev.steno.server.rest.RestCall;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Answers that a browser may keep: with a tag that tells whether they have changed. Stateless. */
final class Tagged {
  private static final int TAG_BYTES = 16;

  private Tagged() {}

  /**
   * The answer, or 304 if the caller has it already.
   *
   * @param immutable whether it never changes, so that the caller need not even ask again
   */
  static HttpResponse answer(RestCall call, JsonValue value, boolean immutable) {
    byte[] body = Json.writeBytes(value);
    String tag = "\"" + hash(body) + "\"";
    String keep = immutable ? "private, max-age=31536000, immutable" : "private, no-cache";
    String known = call.headers().get(HttpHeaderNames.IF_NONE_MATCH, "");
    // A proxy that compressed the answer may have weakened the tag.
    if (Arrays.asList(known.replace("W/", "").split(",\\s*")).contains(tag)) {
      return HttpResponse.of(
          ResponseHeaders.of(
              HttpStatus.NOT_MODIFIED,
              HttpHeaderNames.ETAG,
              tag,
              HttpHeaderNames.CACHE_CONTROL,
              keep));
    }
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(MediaType.JSON)
            .set(HttpHeaderNames.ETAG, tag)
            .set(HttpHeaderNames.CACHE_CONTROL, keep);
    return Answers.sized(call.headers(), headers, body).toHttpResponse();
  }

  private static String hash(byte[] body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
      return HexFormat.of().formatHex(hash, 0, TAG_BYTES);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
