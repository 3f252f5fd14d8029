// SPDX-License-Identifier: Apache-2.0

/** Tools of MCP servers, over the SDK of the Model Context Protocol. */
@NullMarked
package dev.steno.chat.mcp;

import org.jspecify.annotations.NullMarked;
