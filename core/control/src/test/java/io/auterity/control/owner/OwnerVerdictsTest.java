package io.auterity.control.owner;

import io.auterity.platform.resource.KindVerdicts;
import io.auterity.platform.resource.ResourceKind;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OwnerVerdictsTest {

  @Test
  void ownersAreJudgedAsTheirKeptVerdictsSay() throws IOException {
    for (ResourceKind kind : OwnerKind.all(new Owners())) {
      KindVerdicts.assertKept(OwnerVerdictsTest.class, kind);
    }
  }
}
