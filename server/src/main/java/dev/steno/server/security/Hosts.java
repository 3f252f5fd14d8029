// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.security;

import com.linecorp.armeria.common.HttpStatus;
import dev.steno.server.http.Refusal;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The host names under which the server answers. Immutable.
 *
 * <p>A page of a foreign site can point its own name at this machine (DNS rebinding); its requests
 * then carry that name. A request for a bare address carries none, so a server that listens on
 * every address answers to any address.
 */
public final class Hosts {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

  private final Set<String> allowed;
  private final boolean anyAddress;

  /**
   * The hosts of a server.
   *
   * @param bound the name or address that it listens on
   * @param more further names, without port
   */
  public Hosts(String bound, Collection<String> more) {
    Set<String> names = new HashSet<>(LOOPBACK);
    names.add(name(bound));
    more.forEach(host -> names.add(name(host)));
    this.allowed = Set.copyOf(names);
    InetAddress address = NetUtil.createInetAddressFromIpAddressString(name(bound));
    this.anyAddress = address != null && address.isAnyLocalAddress();
  }

  /**
   * Checks a request's host.
   *
   * @param authority the Host header or :authority, with or without port; null if there was none
   * @throws Refusal 421 if the server does not answer to it
   */
  public void check(@Nullable String authority) {
    String host = authority == null ? "" : name(authority);
    if (!allowed.contains(host) && !(anyAddress && isAddress(host))) {
      throw Refusal.of(
          HttpStatus.MISDIRECTED_REQUEST,
          "host: "
              + shortened(host)
              + " (expected: localhost or the host the server listens on). Start the server with"
              + " --allowed-hosts to let it answer to further names.");
    }
  }

  private static boolean isAddress(String host) {
    return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
  }

  private static String shortened(String host) {
    return host.length() <= 80 ? host : host.substring(0, 80) + "…";
  }

  /** The name without port, brackets and a final dot, in lower case. */
  static String name(String authority) {
    String name = authority.strip().toLowerCase(Locale.ROOT);
    if (name.startsWith("[")) {
      int end = name.indexOf(']');
      return end < 0 ? name : name.substring(1, end);
    }
    int colon = name.indexOf(':');
    // Two colons without brackets are a bare IPv6 address, as in a configuration.
    if (colon >= 0 && colon == name.lastIndexOf(':')) {
      name = name.substring(0, colon);
    }
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
