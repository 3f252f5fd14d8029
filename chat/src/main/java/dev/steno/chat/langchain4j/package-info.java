// SPDX-License-Identifier: Apache-2.0

/** Models reached through LangChain4j, whose types go no further than this package. */
@NullMarked
package dev.steno.chat.langchain4j;

import org.jspecify.annotations.NullMarked;
