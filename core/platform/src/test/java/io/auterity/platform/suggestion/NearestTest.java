package io.auterity.platform.suggestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

  @Test
  void findsTheNameThatWasMeant() {
    assertThat(Nearest.of("conncurency", List.of("concurrency", "currency")))
        .contains("concurrency");
  }

  @Test
  void listsTheValidNamesWhenNoneIsNear() {
    assertThat(Nearest.fix("zzzzzz", List.of("wait", "call"))).isEqualTo("use one of call, wait");
  }

  @Test
  void ofManyNamesTheLikeliestComeFirst() {
    List<String> valid = new ArrayList<>(List.of("tracker.issue.create", "wiki.page.create"));
    for (int number = 0; number < 40; number++) {
      valid.add("aaa.thing%d.delete".formatted(number));
    }

    assertThat(Nearest.fix("create_issue_in_my_tracker_please", valid))
        .startsWith("use one of tracker.issue.create, wiki.page.create, ");
    assertThat(Nearest.fix("CreateIssueInMyTrackerPlease", valid))
        .startsWith("use one of tracker.issue.create, wiki.page.create, ")
        .matches("use one of [^,]+(, [^,]+){7}");
  }

  @Test
  void saysWhenThereIsNone() {
    assertThat(Nearest.fix("x", List.of())).isEqualTo("there is none yet");
  }
}
