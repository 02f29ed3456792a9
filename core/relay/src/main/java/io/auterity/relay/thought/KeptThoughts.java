package io.auterity.relay.thought;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.SecretsRefusedException;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thoughts before calls of tools, as vendors want them back and as many clients do not keep them:
 * by the call, for who was answered and for vendors of the same connector. They are sealed, in this
 * process alone, and may go at any time: a conversation goes on without them as well.
 */
public final class KeptThoughts {

  /** Bytes of what is kept of one call. */
  static final int LARGEST = 1 << 18;

  /** How long thoughts stay that are not put back. */
  static final Duration UNUSED = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(KeptThoughts.class);
  private static final JsonReader JSON = JsonReader.bounded(LARGEST, 100_000);
  private static final String FIRST = "first";
  private static final String BEFORE = "before";
  private static final String PARTS = "parts";

  private final Binder binder;
  private final @Nullable ContentSeal seal;
  private final RecentPieces pieces;

  private KeptThoughts(Binder binder, @Nullable ContentSeal seal, RecentPieces pieces) {
    this.binder = binder;
    this.seal = seal;
    this.pieces = pieces;
  }

  /** In this process. */
  public static KeptThoughts inMemory(Binder binder, ContentSeal seal, Time time) {
    return new KeptThoughts(
        binder,
        seal.forPurpose("thoughts"),
        new RecentPieces(RecentPieces.ROOM, RecentPieces.TENANT_ROOM, UNUSED, time));
  }

  /** Where none are kept. */
  public static KeptThoughts none(Binder binder, Time time) {
    return new KeptThoughts(binder, null, new RecentPieces(0, 0, UNUSED, time));
  }

  /** Whether those of a call are kept: at doors whose clients may drop them. */
  public boolean concern(Invocation invocation) {
    return seal != null && invocation.door() == Invocation.Door.GATEWAY;
  }

  /**
   * Keeps what was thought before the calls of an answer.
   *
   * @param connector of who answered
   */
  public void keep(Invocation invocation, String connector, List<Part> answer) {
    ContentSeal sealing = seal;
    if (sealing == null || !concern(invocation)) {
      return;
    }
    ThoughtsOfCalls.of(answer)
        .forEach((call, thoughts) -> keep(sealing, invocation, connector, call, thoughts));
  }

  // An edge: what cannot be kept is not.
  private void keep(
      ContentSeal sealing,
      Invocation invocation,
      String connector,
      Part.ToolCall call,
      ThoughtsOfCalls.Before thoughts) {
    byte[] written =
        JsonWriter.bytes(
            Json.EMPTY
                .with(FIRST, written(thoughts.first()))
                .with(BEFORE, written(thoughts.before())));
    if (written.length > LARGEST) {
      return;
    }
    try {
      TenantScope scope = invocation.scope();
      UUID id = id(invocation, connector, call);
      pieces.keep(scope.tenant(), id, sealing.seal(scope, id, written));
    } catch (SecretsRefusedException e) {
      LOG.warn("Thoughts of {} cannot be kept: {}", connector, e.toString());
    }
  }

  private Json written(List<Part> parts) {
    return Objects.requireNonNull(binder.render(new Message(Role.ASSISTANT, parts)).get(PARTS));
  }

  /** A chat with what its client has dropped of it; the same where nothing of it is known. */
  public ChatRequest restored(Invocation invocation, String connector, ChatRequest chat) {
    if (!concern(invocation) || pieces.isEmpty(invocation.scope().tenant())) {
      return chat;
    }
    List<Message> messages =
        ThoughtsOfCalls.restored(chat.messages(), call -> find(invocation, connector, call));
    return messages.equals(chat.messages()) ? chat : chat.withMessages(messages);
  }

  // An edge: what cannot be read is not there.
  private ThoughtsOfCalls.@Nullable Before find(
      Invocation invocation, String connector, Part.ToolCall call) {
    TenantScope scope = invocation.scope();
    UUID id = id(invocation, connector, call);
    byte @Nullable [] sealed = pieces.find(scope.tenant(), id);
    if (sealed == null || seal == null) {
      return null;
    }
    try {
      Json.Obj told = JSON.readObject(seal.open(scope, id, sealed));
      return new ThoughtsOfCalls.Before(read(told, FIRST), read(told, BEFORE));
    } catch (SecretsRefusedException | CallFailedException e) {
      LOG.warn("Thoughts of {} cannot be read: {}", connector, e.toString());
      return null;
    }
  }

  private List<Part> read(Json.Obj told, String name) {
    Json message =
        Json.EMPTY
            .with("role", Json.of("assistant"))
            .with(PARTS, Objects.requireNonNullElse(told.get(name), Json.array(List.of())));
    return ((Message) binder.read(message, Message.class, name)).parts();
  }

  // Vendors do not all give ids that no other call has, so what is called stands in it too.
  private static UUID id(Invocation invocation, String connector, Part.ToolCall call) {
    String arguments = call.arguments();
    try {
      arguments =
          arguments.isBlank() ? "{}" : JSON.read(call.arguments().getBytes(UTF_8)).toString();
    } catch (CallFailedException e) {
      // stands for itself
    }
    Json all =
        Json.array(
            List.of(
                Json.of(invocation.principal().id().toString()),
                Json.of(connector),
                Json.of(call.id()),
                Json.of(call.name()),
                Json.of(arguments)));
    return UUID.nameUUIDFromBytes(JsonWriter.bytes(all));
  }
}
