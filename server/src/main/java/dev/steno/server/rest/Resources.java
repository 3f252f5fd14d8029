// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import dev.steno.server.security.Keys;
import dev.steno.server.security.Logins;
import dev.steno.server.tail.Tail;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** What the resources share beside the store. Immutable; its parts are thread-safe. */
public record Resources(Clock clock, RandomGenerator random, Keys keys, Logins logins, Tail tail) {}
