package io.auterity.ledger.price;

import io.auterity.platform.resource.KindVerdicts;
import io.auterity.platform.time.ManualTime;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PriceVerdictsTest {

  private final PriceLists lists = new PriceLists(new ManualTime());

  @Test
  void priceListsAreJudgedAsTheirKeptVerdictsSay() throws IOException {
    KindVerdicts.assertKept(PriceVerdictsTest.class, new PricesKind(lists));
  }
}
