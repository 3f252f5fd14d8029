// SPDX-License-Identifier: Apache-2.0

/** A sample application on LangChain4j, and tests that start it. */
@NullMarked
package dev.steno.langchain4j;

import org.jspecify.annotations.NullMarked;
