// SPDX-License-Identifier: Apache-2.0
package dev.steno.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test a client of its own that records in memory and sends nothing: a test method, or
 * one that runs before or after each, may have a parameter {@link dev.steno.client.Steno} and a
 * parameter {@link RecordedSpans}.
 *
 * <p>A test fails that leaves a span open, and names it. Spans that may be points in time (system,
 * router, event) need no end, nor does a trace.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(StenoExtension.class)
public @interface RecordSteno {

  /** Whether a test fails that leaves a span open. */
  boolean failOnOpenSpans() default true;
}
