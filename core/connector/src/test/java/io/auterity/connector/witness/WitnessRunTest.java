package io.auterity.connector.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.connector.VendorFiles;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.Tracker;
import io.auterity.spi.tracker.WhichProject;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import io.auterity.testkit.witness.WitnessRun;
import io.auterity.testkit.witness.WitnessedPlugin;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.opentest4j.TestAbortedException;

class WitnessRunTest {

  private static final String GET = "project.get";
  private static final String LIST = "project.list";

  private final WitnessRun run = new WitnessRun();

  @Test
  void anOperationThatAnsweredIsProven() throws Throwable {
    run.watch(
        () -> {
          run.called(GET);
          run.answered(GET);
          return null;
        });

    assertThat(run.proven()).containsOnlyKeys(GET).containsEntry(GET, true);
  }

  @Test
  void anOperationThatATestWhichFailedCalledIsNotWhateverElseAnswered() throws Throwable {
    run.watch(
        () -> {
          run.called(GET);
          run.answered(GET);
          return null;
        });
    fail(GET, LIST);

    assertThat(run.proven()).containsEntry(GET, false).containsEntry(LIST, false);
  }

  @Test
  void whatOnlyRefusesIsNotSpokenOf() throws Throwable {
    run.watch(
        () -> {
          run.called(GET);
          return null;
        });

    assertThat(run.proven()).isEmpty();
  }

  @Test
  void aTestThatDoesNotApplyNeitherDoubtsNorProves() {
    assertThatThrownBy(
            () ->
                run.watch(
                    () -> {
                      run.called(GET);
                      run.answered(GET);
                      throw new TestAbortedException();
                    }))
        .isInstanceOf(TestAbortedException.class);

    assertThat(run.proven()).isEmpty();
  }

  @Test
  void whatOnlyTidyingUpCallsIsNotSpokenOf() throws Throwable {
    run.tidy(answering(LIST));
    run.watch(answering(GET));

    assertThat(run.proven()).containsOnlyKeys(GET);
  }

  @Test
  void whatIsOmittedIsNotSpokenOfWhateverItAnswers() throws Throwable {
    run.omit(GET);
    run.watch(answering(GET));

    assertThat(run.proven()).isEmpty();
  }

  private InvocationInterceptor.Invocation<@Nullable Void> answering(String operation) {
    return () -> {
      run.called(operation);
      run.answered(operation);
      return null;
    };
  }

  @Test
  void aCallIsToldBeforeTheVendorFails() {
    WitnessedPlugin plugin = new WitnessedPlugin(VendorFiles.plugin("gitea"), run);
    FakeProvider provider =
        new FakeProvider("mine", WitnessedPlugin.manifest(VendorFiles.plugin("gitea").manifest()))
            .withConfig(Json.EMPTY.with("url", Json.of("https://forge.example")))
            .withTransport(new ScriptedTransport(List.of(ScriptedReply.of(500, "{}"))));
    Tracker tracker =
        (Tracker)
            plugin.connectors().stream()
                .filter(connector -> connector.id().equals("gitea-issues"))
                .findFirst()
                .orElseThrow()
                .open(provider);
    FakeCall call = FakeCall.of("tracker.project.get", provider);

    assertThatThrownBy(
            () ->
                run.watch(
                    () -> {
                      tracker.getProject(new WhichProject(Ref.of("a/b")), call);
                      return null;
                    }))
        .isInstanceOf(CallFailedException.class);
    assertThat(run.proven()).containsOnlyKeys(GET).containsEntry(GET, false);
  }

  private void fail(String... operations) {
    assertThatThrownBy(
            () ->
                run.watch(
                    () -> {
                      List.of(operations).forEach(run::called);
                      throw new AssertionError("as a contract does");
                    }))
        .isInstanceOf(AssertionError.class);
  }
}
