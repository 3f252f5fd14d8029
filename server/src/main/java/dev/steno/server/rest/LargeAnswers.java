// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.common.util.TimeoutMode;
import dev.steno.server.http.Answers;
import dev.steno.server.http.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPOutputStream;

/**
 * Answers with documents of any size. Thread-safe. A small one is written at once; a large one
 * flows as fast as it is read, and at most {@value #AT_ONCE} of those at a time.
 */
public final class LargeAnswers {
  static final int AT_ONCE = 4;
  private static final int SMALL = 1 << 20;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Semaphore permits = new Semaphore(AT_ONCE);

  /** Writes a document. */
  public interface Document {
    void writeTo(OutputStream out) throws IOException;
  }

  /** The answer with a document, which is written once or twice. */
  public HttpResponse answer(RestCall call, Document document) {
    ByteArrayOutputStream small = new ByteArrayOutputStream();
    try {
      document.writeTo(new Bounded(small, SMALL));
    } catch (TooLong e) {
      return flowing(call, MediaType.JSON, document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(HttpStatus.OK).contentType(MediaType.JSON);
    return Answers.sized(call.headers(), headers, small.toByteArray()).toHttpResponse();
  }

  /** Refuses a document that is longer than {@code limit} bytes; writes it nowhere. */
  public static void check(String what, long limit, Document document) {
    try {
      document.writeTo(new Bounded(OutputStream.nullOutputStream(), limit));
    } catch (TooLong e) {
      throw Refusal.tooLarge(what, limit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The answer with a document of a type that is written once, as it is read. The document gives
   * itself more time by {@link #goesOn} while it is written.
   */
  public HttpResponse flowing(RestCall call, MediaType type, Document document) {
    if (!permits.tryAcquire()) {
      throw Refusal.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              AT_ONCE + " large answers are being read already: try again later.")
          .retryAfter(Duration.ofSeconds(2));
    }
    boolean gzip = Answers.acceptsGzip(call.headers());
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(type)
            .set(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING.toString());
    if (gzip) {
      headers.set(HttpHeaderNames.CONTENT_ENCODING, "gzip");
    }
    goesOn(call);
    StreamMessage<HttpData> body =
        StreamMessage.fromOutputStream(
            out -> write(document, gzip, out), call.context().blockingTaskExecutor());
    HttpResponse response = HttpResponse.of(headers.build(), body);
    response.whenComplete().whenComplete((done, thrown) -> permits.release());
    return response;
  }

  /** Lets an answer that makes headway go on. */
  public static void goesOn(RestCall call) {
    call.context().setRequestTimeout(TimeoutMode.SET_FROM_NOW, PATIENCE);
  }

  private static void write(Document document, boolean gzip, OutputStream raw) {
    try (OutputStream out = gzip ? new GZIPOutputStream(raw, 64 << 10) : raw) {
      document.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says that the limit was passed; an exception without a stack, for it is no accident. */
  private static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  private static final class Bounded extends OutputStream {
    private final OutputStream out;
    private long left;

    Bounded(OutputStream out, long limit) {
      this.out = out;
      this.left = limit;
    }

    @Override
    public void write(int b) throws IOException {
      take(1);
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      take(length);
      out.write(bytes, offset, length);
    }

    private void take(int length) throws IOException {
      left -= length;
      if (left < 0) {
        throw new TooLong();
      }
    }
  }
}
