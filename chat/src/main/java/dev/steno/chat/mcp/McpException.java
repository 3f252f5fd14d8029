// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.mcp;

import org.jspecify.annotations.Nullable;

/** An MCP server that cannot be reached, or a tool of it that failed. Immutable. */
public final class McpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  McpException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
