// SPDX-License-Identifier: Apache-2.0

/** Records what an application on LangChain4j says to models and has its tools do. */
@NullMarked
package dev.steno.langchain4j;

import org.jspecify.annotations.NullMarked;
