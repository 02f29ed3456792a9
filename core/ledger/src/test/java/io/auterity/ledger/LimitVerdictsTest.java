package io.auterity.ledger;

import io.auterity.platform.id.Ids;
import io.auterity.platform.resource.KindVerdicts;
import io.auterity.platform.time.ManualTime;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LimitVerdictsTest {

  private final ManualTime time = new ManualTime();
  private final Ledger ledger = new Ledger(time, new Ids(time, new Random()), new MemorySlices());

  @Test
  void budgetsAreJudgedAsTheirKeptVerdictsSay() throws IOException {
    KindVerdicts.assertKept(LimitVerdictsTest.class, LimitKind.budget(ledger));
  }

  @Test
  void quotasAreJudgedAsTheirKeptVerdictsSay() throws IOException {
    KindVerdicts.assertKept(LimitVerdictsTest.class, LimitKind.quota(ledger));
  }
}
