// SPDX-License-Identifier: Apache-2.0

/** A sample application on Spring Boot and Spring AI. */
@NullMarked
package dev.steno.spring.boot.starter.sample;

import org.jspecify.annotations.NullMarked;
