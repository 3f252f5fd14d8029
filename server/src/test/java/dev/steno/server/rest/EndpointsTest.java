// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.server.tail.Changes;
import dev.steno.server.tail.Tail;
import dev.steno.storage.memory.MemoryStorage;
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

class EndpointsTest {

  /** Written out once more on purpose: what a key may do is not changed in passing. */
  private static final String[] EXPECTED = {
    "DELETE /keys/{key} ADMIN",
    "DELETE /session NOTHING",
    "DELETE /traces ADMIN",
    "DELETE /traces/{trace} ADMIN",
    "GET /aggregates READ",
    "GET /cache READ",
    "GET /conversations/{conversation} READ",
    "GET /conversations/{conversation}/diff/{other} READ",
    "GET /conversations/{conversation}/steps READ",
    "GET /deletions ADMIN",
    "GET /export READ",
    "GET /keys ADMIN",
    "GET /overview READ",
    "GET /prices READ",
    "GET /projects READ",
    "GET /projects/{project}/settings ADMIN",
    "GET /search READ",
    "GET /session NOTHING",
    "GET /tail READ",
    "GET /traces READ",
    "GET /traces/{trace} READ",
    "GET /traces/{trace}/blobs/{sha256} READ",
    "GET /traces/{trace}/cache READ",
    "GET /traces/{trace}/diff/{other} READ",
    "GET /traces/{trace}/messages/{message} READ",
    "GET /traces/{trace}/messages/{message}/fields/{field} READ",
    "GET /traces/{trace}/search READ",
    "GET /traces/{trace}/skeleton READ",
    "GET /traces/{trace}/spans/{span}/fields/{field} READ",
    "GET /traces/{trace}/spans/{span}/price READ",
    "GET /traces/{trace}/steps READ",
    "GET /usage ADMIN",
    "POST /backup ADMIN",
    "POST /feedback JUDGE",
    "POST /import ADMIN, up to 128 MiB",
    "POST /keys ADMIN",
    "POST /projects ADMIN",
    "POST /redaction ADMIN",
    "POST /session NOTHING",
    "POST /traces/{trace}/bodies READ",
    "POST /verify ADMIN",
    "PUT /projects/{project}/settings ADMIN",
  };

  @Test
  void each_needs_what_was_decided_for_it() {
    ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    try (MemoryStorage storage = new MemoryStorage(Clock.systemUTC())) {
      Tail tail = new Tail(new Changes(storage.traces()), String::valueOf, thread);
      Resources resources = new Resources(Clock.systemUTC(), new Random(1), null, null, tail);

      RestDoor door = new RestDoor(storage, null, null, resources);

      assertThat(door.endpoints())
          .extracting(EndpointsTest::described)
          .containsExactlyInAnyOrder(EXPECTED);
    } finally {
      thread.shutdownNow();
    }
  }

  private static String described(Endpoint endpoint) {
    long mebi = endpoint.maxBody() >> 20;
    return endpoint.method()
        + " /"
        + String.join("/", endpoint.pattern())
        + " "
        + endpoint.need()
        + (mebi == 1 ? "" : ", up to " + mebi + " MiB");
  }
}
