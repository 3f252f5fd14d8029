// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.http;

/** The codes of google.rpc.Code that Steno answers with. Stateless. */
public final class GrpcCode {
  public static final int OK = 0;
  public static final int INVALID_ARGUMENT = 3;
  public static final int PERMISSION_DENIED = 7;
  public static final int RESOURCE_EXHAUSTED = 8;
  public static final int UNIMPLEMENTED = 12;
  public static final int INTERNAL = 13;
  public static final int UNAVAILABLE = 14;
  public static final int UNAUTHENTICATED = 16;

  private GrpcCode() {}
}
