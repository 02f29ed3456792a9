package io.auterity.spi.messaging;

import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.List;
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
    @Description("Files that came with it, where the vendor tells") @Default("[]")
        List<ChatFile> files,
    @Description("The people whom its text names, each once, where the vendor tells") @Default("[]")
        List<Ref> mentions,
    @Description("The vendor's own fields") Json.Obj extra) {
  public ChatMessage {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(channel);
    Objects.requireNonNull(text);
    Objects.requireNonNull(createdAt);
    files = List.copyOf(files);
    mentions = List.copyOf(mentions);
    Objects.requireNonNull(extra);
  }

  /** A message in no thread, of which no more is known. */
  public static ChatMessage of(Ref ref, Ref channel, String text, Instant createdAt) {
    return new ChatMessage(
        ref,
        channel,
        null,
        null,
        text,
        createdAt,
        null,
        null,
        null,
        List.of(),
        List.of(),
        Json.EMPTY);
  }

  /** The same in a thread. */
  public ChatMessage withThread(@Nullable Ref value) {
    return new ChatMessage(
        ref, channel, value, author, text, createdAt, updatedAt, replies, question, files, mentions,
        extra);
  }

  /** The same by an author. */
  public ChatMessage withAuthor(@Nullable Person value) {
    return new ChatMessage(
        ref, channel, thread, value, text, createdAt, updatedAt, replies, question, files, mentions,
        extra);
  }

  /** The same with another text. */
  public ChatMessage withText(String value, Instant at) {
    return new ChatMessage(
        ref, channel, thread, author, value, createdAt, at, replies, question, files, mentions,
        extra);
  }

  /** The same changed at that time. */
  public ChatMessage withUpdatedAt(@Nullable Instant value) {
    return new ChatMessage(
        ref, channel, thread, author, text, createdAt, value, replies, question, files, mentions,
        extra);
  }

  /** The same with so many messages in its thread. */
  public ChatMessage withReplies(@Nullable Integer value) {
    return new ChatMessage(
        ref, channel, thread, author, text, createdAt, updatedAt, value, question, files, mentions,
        extra);
  }

  /** The same with a question as it stands now. */
  public ChatMessage withQuestion(@Nullable AskedQuestion value) {
    return new ChatMessage(
        ref, channel, thread, author, text, createdAt, updatedAt, replies, value, files, mentions,
        extra);
  }

  /** The same with files. */
  public ChatMessage withFiles(List<ChatFile> value) {
    return new ChatMessage(
        ref, channel, thread, author, text, createdAt, updatedAt, replies, question, value,
        mentions, extra);
  }

  /** The same, whose text names these people. */
  public ChatMessage withMentions(List<Ref> value) {
    return new ChatMessage(
        ref, channel, thread, author, text, createdAt, updatedAt, replies, question, files, value,
        extra);
  }

  /** The same with other fields of the vendor. */
  public ChatMessage withExtra(Json.Obj value) {
    return new ChatMessage(
        ref, channel, thread, author, text, createdAt, updatedAt, replies, question, files,
        mentions, value);
  }
}
