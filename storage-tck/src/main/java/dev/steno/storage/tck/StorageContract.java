// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck;

import dev.steno.pricing.Prices;
import dev.steno.storage.Storage;
import dev.steno.storage.tck.reading.AggregateContract;
import dev.steno.storage.tck.reading.CacheContract;
import dev.steno.storage.tck.reading.HitContract;
import dev.steno.storage.tck.reading.OnceContract;
import dev.steno.storage.tck.reading.OverviewContract;
import dev.steno.storage.tck.reading.PieceContract;
import dev.steno.storage.tck.reading.PriceContract;
import dev.steno.storage.tck.reading.QueryContract;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Nested;

/**
 * What every store must do. An engine's test extends this class and says how a store is opened; the
 * contracts run as its nested classes. For one thread, as JUnit runs it.
 */
public abstract class StorageContract {

  /**
   * Opens a store.
   *
   * @param directory an empty directory, or one in which an earlier store of this test was closed
   * @param clock what the store takes for the time
   */
  protected abstract Storage open(Path directory, Clock clock);

  /**
   * Opens a store that calculates costs by {@code prices}.
   *
   * @param directory as above
   */
  protected abstract Storage open(Path directory, Clock clock, Prices prices);

  @Nested
  class Appending extends AppendContract {
    Appending() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class Time extends TimeContract {
    Time() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class Verbatim extends VerbatimContract {
    Verbatim() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class Chains extends ChainContract {
    Chains() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class Blobs extends BlobContract {
    Blobs() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class Listing extends ListContract {
    Listing() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class Filtering extends FilterContract {
    Filtering() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class Querying extends QueryContract {
    Querying() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class Searching extends SearchContract {
    Searching() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class Aggregating extends AggregateContract {
    Aggregating() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class CountingOnce extends OnceContract {
    CountingOnce() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class Overviews extends OverviewContract {
    Overviews() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class Hits extends HitContract {
    Hits() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class InPieces extends PieceContract {
    InPieces() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class Summaries extends SummaryContract {
    Summaries() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class Pricing extends PriceContract {
    Pricing() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class Caches extends CacheContract {
    Caches() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class Traces extends TraceContract {
    Traces() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class Conversations extends ConversationContract {
    Conversations() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class FeedbackKept extends FeedbackContract {
    FeedbackKept() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class Deleting extends DeleteContract {
    Deleting() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class Erasing extends ErasureContract {
    Erasing() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class Retaining extends RetentionContract {
    Retaining() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class Using extends UsageContract {
    Using() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class ProjectsAndKeys extends RegistryContract {
    ProjectsAndKeys() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class Settings extends SettingContract {
    Settings() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class Closing extends CloseContract {
    Closing() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class ManyThreads extends ConcurrencyContract {
    ManyThreads() {
      super(StorageContract.this::open);
    }
  }

  @Nested
  class Upkeep extends UpkeepContract {
    Upkeep() {
      super(StorageContract.this::open);
    }
  }
}
