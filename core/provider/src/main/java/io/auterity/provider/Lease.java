package io.auterity.provider;

import io.auterity.platform.catalogue.Capability;
import io.auterity.provider.target.ChatConstraints;
import io.auterity.provider.target.RefusedFields;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireBatches;
import io.auterity.spi.ai.WireBody;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One provider held for one attempt. */
public interface Lease extends AutoCloseable {

  ProviderInfo provider();

  /**
   * What of an input the connector would drop or change on the way to its vendor, by name; empty
   * when all of it arrives, or that is not known.
   */
  default List<String> lossy(Record input) {
    return List.of();
  }

  /**
   * Whether the connector can send a chat as its caller wrote it, so that nothing of it is lost.
   */
  default boolean passes(Capability capability, WireBody body) {
    return false;
  }

  /** Whether the connector speaks the language of such a name as callers of the gateway do. */
  default boolean speaks(String dialect) {
    return false;
  }

  /** What its vendor takes of a chat. */
  default ChatConstraints target() {
    return ChatConstraints.ANY;
  }

  /** What its vendor has refused of chats, as its instance remembers it. */
  default RefusedFields learnt() {
    return new RefusedFields();
  }

  /**
   * Calls an operation that does not stream.
   *
   * @param input the operation's record, or a {@link WireBody} that the connector {@link #passes}
   * @throws CallFailedException what the connector, the transport or an injected fault says; a live
   *     exception of the connector becomes {@code internal}
   */
  Record call(Capability capability, Record input, Attempt attempt);

  /** Calls an operation that streams. */
  Events<? extends Record> stream(Capability capability, Record input, Attempt attempt);

  /**
   * Asks for something of its vendor's batches.
   *
   * @throws CallFailedException {@code unsupported} when the connector has none, and what it says
   */
  default <T extends @Nullable Object> T batches(
      Attempt attempt, BiFunction<WireBatches, Call, T> work) {
    throw new CallFailedException(
        FailureCode.UNSUPPORTED, "provider %s has no batches".formatted(provider().id()));
  }

  @Override
  void close();
}
