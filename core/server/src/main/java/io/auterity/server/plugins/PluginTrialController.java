package io.auterity.server.plugins;

import io.auterity.connector.ConnectorFolder;
import io.auterity.connector.rehearsal.FileOperation;
import io.auterity.connector.rehearsal.Rehearsal;
import io.auterity.connector.rehearsal.Rehearsal.Absent;
import io.auterity.connector.rehearsal.Rehearsal.Rehearsed;
import io.auterity.connector.rehearsal.ShownRequest;
import io.auterity.connector.rehearsal.SimulatedReply;
import io.auterity.platform.catalogue.Binder;
import io.auterity.server.web.errors.FailureView;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows what a connector file that is not installed would ask of its vendor; nothing leaves. */
@RestController
@RequestMapping("/api/v1/plugins/try")
public record PluginTrialController(ConnectorFolder folder, Path plugins, Binder binder) {

  private static final int MOST_REPLIES = 20;

  /**
   * An operation of a file with an input.
   *
   * @param text of the file
   * @param operation {@code resource.verb}, with the kind or the connector in front or without
   * @param input what must be said and is not comes from the samples of the file
   * @param config of the provider; texts that must be said and are not are named in their place
   * @param replies what the vendor is taken to answer to the first request, the second and so on;
   *     20 at most
   */
  public record TriedFile(
      String text,
      String operation,
      Json.@Nullable Obj input,
      Json.@Nullable Obj config,
      @Nullable List<TriedReply> replies) {}

  /** A reply of the vendor's. */
  public record TriedReply(int status, @Nullable String body) {}

  /**
   * What would go out, and what would be read.
   *
   * @param input as the file sees it
   * @param sampled fields of it that come from the samples of the file
   * @param requests with the credential by its name
   * @param absent expressions that read something that is not there, so that it was left out
   * @param results the record that was read, or the first hundred events; none where it fails or
   *     waits
   * @param waits whether no reply was given to the last request
   * @param failure as which the call would fail; absent where it would not
   */
  public record PluginTrial(
      String connector,
      String capability,
      Json.Obj input,
      List<String> sampled,
      List<ShownRequest> requests,
      List<Absent> absent,
      List<Json.Obj> results,
      boolean waits,
      @Nullable FailureView failure) {}

  @Needs("plugin.install")
  @PostMapping
  PluginTrial tried(@RequestBody TriedFile body) {
    List<TriedReply> replies = Objects.requireNonNullElse(body.replies(), List.of());
    if (replies.size() > MOST_REPLIES) {
      throw new CallFailedException(
          FailureCode.INVALID, "a trial takes at most %d replies".formatted(MOST_REPLIES));
    }
    byte[] text = body.text().getBytes(StandardCharsets.UTF_8);
    FileOperation tried = FileOperation.find(folder.checked(plugins, text), body.operation());
    FileOperation.Input input =
        tried.input(Objects.requireNonNullElse(body.input(), Json.EMPTY), binder);
    Rehearsed rehearsed =
        Rehearsal.of(
            tried,
            input,
            Objects.requireNonNullElse(body.config(), Json.EMPTY),
            replies.stream().map(PluginTrialController::given).toList(),
            null,
            binder);
    return new PluginTrial(
        tried.connector(),
        tried.capability().id(),
        input.value(),
        input.sampled(),
        rehearsed.requests(),
        rehearsed.absent(),
        rehearsed.results(),
        rehearsed.waits(),
        FailureView.orNull(rehearsed.failure()));
  }

  private static SimulatedReply given(TriedReply reply) {
    return new SimulatedReply(reply.status(), Objects.requireNonNullElse(reply.body(), ""));
  }
}
