// SPDX-License-Identifier: Apache-2.0

/** The tracing client as a bean of Spring Boot applications, and what Spring AI does in it. */
@NullMarked
package dev.steno.spring.boot.starter;

import org.jspecify.annotations.NullMarked;
