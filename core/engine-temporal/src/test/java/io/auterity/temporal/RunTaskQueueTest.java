package io.auterity.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers share a task queue that can carry on the same runs. */
@Tag("carrier")
class RunTaskQueueTest {

  @TempDir Path keys;

  private RunTaskQueue queue(String key, int rules) {
    return RunTaskQueue.of(new ContentSeal(MasterKey.open(keys.resolve(key))), rules);
  }

  @Test
  void isTheSameByKeyAndRulesAlone() {
    RunTaskQueue queue = queue("one.key", 5);

    assertThat(queue.name()).matches("auterity\\.[0-9a-f]{16}\\.r5\\.2");
    assertThat(queue("one.key", 5)).isEqualTo(queue);
    assertThat(queue("one.key", 6)).isNotEqualTo(queue);
    assertThat(queue("other.key", 5)).isNotEqualTo(queue);
  }

  @Test
  void takesOverRunsOfOlderRulesAndNotOfNewerOnes() {
    RunTaskQueue queue = new RunTaskQueue("ab", 10, 2);

    assertThat(queue.follows("auterity.ab.r9.7")).isTrue();
    assertThat(queue.follows("auterity.ab.r10.1")).isTrue();
    assertThat(queue.follows("auterity.cd.r10.2")).isTrue();
    assertThat(queue.follows("auterity.runs.r5")).isTrue();
    assertThat(queue.follows("auterity.ab.r10.3")).isFalse();
    assertThat(queue.follows("auterity.ab.r11.1")).isFalse();
  }
}
