package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.WireRequest;
import io.auterity.testkit.witness.WitnessedPlugin;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An operation has the grade of a description only where that has all that the operation sent. */
class TestedEvidenceTest {

  private static final String DESCRIPTION = "gitea-swagger-v1.json";

  private final TestedEvidence evidence = new TestedEvidence();
  private final AskedCalls calls = new AskedCalls();
  private final WitnessedPlugin.Watch watch = calls.noting("forge");

  private static WireRequest request(String path) {
    return new WireRequest(
        "GET", URI.create("https://forge.example" + path), Map.of(), new byte[0]);
  }

  private void call(String operation, boolean answered, WireRequest... requests) {
    watch.called(operation);
    List.of(requests).forEach(each -> calls.sent(each, null));
    if (answered) {
      watch.answered(operation);
    }
  }

  private List<String> proven(WireRequest... described) {
    evidence.described(calls, List.of(described), DESCRIPTION);
    return evidence.proofs().stream()
        .map(each -> each.connector() + " " + each.operation() + " " + each.grade())
        .toList();
  }

  @Test
  void allThatWasSentIsDescribed() {
    WireRequest one = request("/one");
    WireRequest two = request("/two");
    call("issue.get", true, one, two);
    call("issue.get", true, request("/one"), two);
    call("issue.list", true, one);

    assertThat(proven(one, two)).containsExactly("forge issue.list V4");
  }

  @Test
  void oneAnsweredCallThatIsNotDescribedIsEnoughForNothing() {
    WireRequest described = request("/one");
    call("issue.get", true, described);
    call("issue.get", true, request("/other"));
    call("issue.get", true, described);

    assertThat(proven(described)).isEmpty();
  }

  @Test
  void whatTheVendorRefusedOrWasNeverAskedSaysNothing() {
    WireRequest described = request("/one");
    call("issue.get", false, described);
    call("issue.list", true);
    call("issue.delete", false, request("/other"));
    call("issue.delete", true, described);

    assertThat(proven(described)).containsExactly("forge issue.delete V4");
  }
}
