// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A {@code google.rpc.Status} as far as tests look at it. */
record RpcStatus(int code, String message, boolean hasDetails) {

  static RpcStatus parse(byte[] bytes) {
    int code = 0;
    String message = "";
    boolean details = false;
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (WireFormat.getTagFieldNumber(tag)) {
          case 1 -> code = in.readInt32();
          case 2 -> message = in.readStringRequireUtf8();
          default -> {
            in.skipField(tag);
            details = true;
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RpcStatus(code, message, details);
  }
}
