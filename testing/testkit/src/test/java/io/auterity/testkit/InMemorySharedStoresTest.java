package io.auterity.testkit;

import io.auterity.spi.SharedStore;
import io.auterity.spi.SharedStores.Place;
import io.auterity.testkit.contract.SharedStoreContract;
import java.time.Duration;
import java.time.Instant;

class InMemorySharedStoresTest extends SharedStoreContract {

  private static final Place PLACE =
      new Place("nowhere", 1, false, null, null, Duration.ofMillis(50));

  private Instant now = Instant.EPOCH;
  private final InMemorySharedStores stores = new InMemorySharedStores(() -> now);
  private final SharedStore store = stores.open(PLACE);
  private final SharedStore other = stores.open(PLACE);

  @Override
  protected SharedStore store() {
    return store;
  }

  @Override
  protected SharedStore other() {
    return other;
  }

  @Override
  protected void pass(Duration time) {
    now = now.plus(time);
  }
}
