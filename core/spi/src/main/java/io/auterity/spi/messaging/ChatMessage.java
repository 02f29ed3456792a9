package io.auterity.spi.messaging;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A message of a channel. */
public record ChatMessage(
    @Description("The message") Ref ref,
    @Description("Its channel") Ref channel,
    @Description("The first message of the thread that it answers in; absent elsewhere")
        @Nullable Ref thread,
    @Description("Who wrote it") @Nullable Person author,
    @Description("Text in Markdown") String text,
    @Description("When it was sent") Instant createdAt,
    @Description("When it was last changed") @Nullable Instant updatedAt,
    @Description("How many messages answer it in its thread, where the vendor tells")
        @Nullable Integer replies,
    @Description("The question that it asks; absent when it asks none")
        @Nullable AskedQuestion question,
    @Description("The vendor's own fields") Json.Obj extra) {
  public ChatMessage {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(channel);
    Objects.requireNonNull(text);
    Objects.requireNonNull(createdAt);
    Objects.requireNonNull(extra);
  }

  /** A message in no thread, of which no more is known. */
  public static ChatMessage of(Ref ref, Ref channel, String text, Instant createdAt) {
    return new ChatMessage(ref, channel, null, null, text, createdAt, null, null, null, Json.EMPTY);
  }

  /** The same in a thread. */
  public ChatMessage withThread(@Nullable Ref value) {
    return new ChatMessage(
        ref, channel, value, author, text, createdAt, updatedAt, replies, question, extra);
  }

  /** The same by an author. */
  public ChatMessage withAuthor(@Nullable Person value) {
    return new ChatMessage(
        ref, channel, thread, value, text, createdAt, updatedAt, replies, question, extra);
  }

  /** The same with another text. */
  public ChatMessage withText(String value, Instant at) {
    return new ChatMessage(
        ref, channel, thread, author, value, createdAt, at, replies, question, extra);
  }

  /** The same changed at that time. */
  public ChatMessage withUpdatedAt(@Nullable Instant value) {
    return new ChatMessage(
        ref, channel, thread, author, text, createdAt, value, replies, question, extra);
  }

  /** The same with so many messages in its thread. */
  public ChatMessage withReplies(@Nullable Integer value) {
    return new ChatMessage(
        ref, channel, thread, author, text, createdAt, updatedAt, value, question, extra);
  }

  /** The same with a question as it stands now. */
  public ChatMessage withQuestion(@Nullable AskedQuestion value) {
    return new ChatMessage(
        ref, channel, thread, author, text, createdAt, updatedAt, replies, value, extra);
  }

  /** The same with other fields of the vendor. */
  public ChatMessage withExtra(Json.Obj value) {
    return new ChatMessage(
        ref, channel, thread, author, text, createdAt, updatedAt, replies, question, value);
  }
}
