// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.page;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.steno.server.http.Answers;
import dev.steno.server.http.Door;
import dev.steno.server.http.Refusal;
import dev.steno.server.page.PageFiles.PageFile;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The web page: its files, and its one document for each of its routes. Thread-safe. Needs no key,
 * for it holds nothing; what it shows comes from the REST door.
 */
public final class PageDoor implements Door {
  private static final String START = "/p/default/traces";
  private static final String ALLOWED = "GET, HEAD, OPTIONS";
  private static final String NO_PAGE =
      "This server was built without the web page: use the terminal (steno list) or a build with"
          + " the module steno-ui.";
  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "html", "text/html; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "json", "application/json",
          "woff2", "font/woff2",
          "txt", "text/plain; charset=utf-8");

  private final PageFiles files;
  private final String basePath;
  private final RandomGenerator random;

  /** The page below {@code basePath}, which is empty or begins with a slash and ends without. */
  public PageDoor(String basePath, RandomGenerator random) {
    this(new PageFiles("dev/steno/ui/"), basePath, random);
  }

  PageDoor(PageFiles files, String basePath, RandomGenerator random) {
    this.files = files;
    this.basePath = basePath;
    this.random = random;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request, String path) {
    RequestHeaders headers = request.headers();
    boolean start = path.equals("/") || path.equals("/index.html");
    boolean document = path.equals("/login") || path.equals("/p") || path.startsWith("/p/");
    Optional<PageFile> file = start || document ? Optional.empty() : files.file(path.substring(1));
    if (!start && !document && file.isEmpty()) {
      throw Refusal.notFound(
          "path: there is nothing here (expected: the page at "
              + basePath
              + "/, the API at "
              + basePath
              + "/api/v1, OTLP at /v1/traces)");
    }
    if (headers.method() == HttpMethod.OPTIONS) {
      return HttpResponse.of(
          ResponseHeaders.of(HttpStatus.NO_CONTENT, HttpHeaderNames.ALLOW, ALLOWED));
    }
    if (headers.method() != HttpMethod.GET && headers.method() != HttpMethod.HEAD) {
      throw Refusal.of(
              HttpStatus.METHOD_NOT_ALLOWED,
              headers.method() + ": not allowed here (expected: GET)")
          .with(HttpHeaderNames.ALLOW, ALLOWED);
    }
    if (start) {
      return HttpResponse.of(
          ResponseHeaders.of(
              HttpStatus.TEMPORARY_REDIRECT, HttpHeaderNames.LOCATION, basePath + START));
    }
    return file.map(found -> file(headers, found))
        .orElseGet(() -> document(headers))
        .toHttpResponse();
  }

  @Override
  public AggregatedHttpResponse refuse(RequestHeaders headers, Refusal refusal) {
    return AggregatedHttpResponse.of(
        Answers.headers(refusal, MediaType.PLAIN_TEXT_UTF_8),
        HttpData.ofUtf8(refusal.sentence() + "\n"));
  }

  private AggregatedHttpResponse document(RequestHeaders request) {
    PageFile index = files.file("index.html").orElseThrow(() -> Refusal.notFound(NO_PAGE));
    byte[] bytes = new byte[18];
    random.nextBytes(bytes);
    String nonce = Base64.getUrlEncoder().encodeToString(bytes);
    String html =
        new String(index.bytes(), StandardCharsets.UTF_8)
            .replace("__CSP_NONCE__", nonce)
            .replace("__BASE_PATH__", basePath);
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(MediaType.HTML_UTF_8)
            .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, policy(nonce));
    return Answers.sized(request, headers, html.getBytes(StandardCharsets.UTF_8));
  }

  /** The nonce is for the style elements that the editor and the components insert. */
  private static String policy(String nonce) {
    return "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-"
        + nonce
        + "'; img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none';"
        + " frame-ancestors 'none'; require-trusted-types-for 'script'";
  }

  private static AggregatedHttpResponse file(RequestHeaders request, PageFile file) {
    String type = type(file.path());
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(HttpStatus.OK)
            .set(HttpHeaderNames.CONTENT_TYPE, type)
            .set(HttpHeaderNames.ETAG, file.etag())
            .set(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING.toString())
            .set(
                HttpHeaderNames.CACHE_CONTROL,
                file.isHashed() ? "public, max-age=31536000, immutable" : "no-cache");
    if (type.startsWith("text/javascript")) {
      // A worker takes its policy from its own script's answer.
      headers.set(
          HttpHeaderNames.CONTENT_SECURITY_POLICY,
          "default-src 'none'; script-src 'self'; connect-src 'self'");
    }
    if (file.etag().equals(request.get(HttpHeaderNames.IF_NONE_MATCH))) {
      return AggregatedHttpResponse.of(headers.status(HttpStatus.NOT_MODIFIED).build());
    }
    if (file.gzip().length < file.bytes().length && Answers.acceptsGzip(request)) {
      headers.set(HttpHeaderNames.CONTENT_ENCODING, "gzip");
      return AggregatedHttpResponse.of(headers.build(), HttpData.wrap(file.gzip()));
    }
    return AggregatedHttpResponse.of(headers.build(), HttpData.wrap(file.bytes()));
  }

  private static String type(String path) {
    String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(extension, "application/octet-stream");
  }
}
