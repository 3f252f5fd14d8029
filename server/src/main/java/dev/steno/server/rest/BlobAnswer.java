// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import dev.steno.model.chain.Blob;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers with binary content. It is hostile by assumption: only types that hold no script are
 * named to the browser, everything else is a download, and nothing may load anything. Stateless.
 */
final class BlobAnswer {
  private static final Set<String> SHOWN =
      Set.of(
          "image/png",
          "image/jpeg",
          "image/gif",
          "image/webp",
          "image/avif",
          "image/bmp",
          "audio/mpeg",
          "audio/wav",
          "audio/x-wav",
          "audio/ogg",
          "audio/webm",
          "audio/flac",
          "audio/aac",
          "audio/mp4",
          "video/mp4",
          "video/webm",
          "video/ogg",
          "application/pdf");

  private BlobAnswer() {}

  static HttpResponse of(Blob blob) {
    String type = shown(blob.mediaType());
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(HttpStatus.OK)
            .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'")
            .set(HttpHeaderNames.CONTENT_TYPE, type == null ? "application/octet-stream" : type)
            .set(
                HttpHeaderNames.CONTENT_DISPOSITION,
                type == null ? "attachment; filename=\"" + blob.sha256() + ".bin\"" : "inline");
    return HttpResponse.of(headers.build(), HttpData.wrap(blob.bytes()));
  }

  private static @Nullable String shown(@Nullable String mediaType) {
    if (mediaType == null) {
      return null;
    }
    String plain = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return SHOWN.contains(plain) ? plain : null;
  }
}
