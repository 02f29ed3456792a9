package io.auterity.plugins.messaging;

import io.auterity.spi.Call;
import io.auterity.spi.Cursor;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.RaisedEvent;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.Done;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.messaging.AskedQuestion;
import io.auterity.spi.messaging.ChatMessage;
import io.auterity.spi.messaging.MessageQuery;
import io.auterity.spi.messaging.MessageReaction;
import io.auterity.spi.messaging.MessageUpdate;
import io.auterity.spi.messaging.NewChatMessage;
import io.auterity.spi.messaging.Person;
import io.auterity.toolkit.Cancelled;
import io.auterity.toolkit.paging.PageLimit;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Messages as documents; a message that answers one of a thread answers in that thread. */
record Messages(MessagingDocuments store) {

  static final String COLLECTION = "message";

  /** Is raised with each message. */
  static final String CREATED = "messaging.message.created";

  private static final PageLimit LIMIT = new PageLimit(50, 200);
  private static final String REACTIONS = "reactions";
  private static final int MOST_REACTIONS = 50;
  private static final int MOST_PEOPLE = 1_000;

  ChatMessage send(NewChatMessage input, Call call) {
    return add(input, call, input.channel(), input.thread(), input.text(), input.mentions(), null);
  }

  /** Sends a message, which asks something where there is a question. */
  ChatMessage add(
      Record input,
      Call call,
      Ref channel,
      @Nullable Ref thread,
      String text,
      List<Ref> mentions,
      @Nullable AskedQuestion question) {
    MessagingDocuments.checkText("text", text);
    Person author = store.caller(call);
    return message(
        store.addOnce(
            COLLECTION,
            call,
            input,
            writer -> {
              Document place = channel(writer, channel);
              Document root = thread == null ? null : root(writer, place.id(), thread);
              ChatMessage made =
                  ChatMessage.of(
                          store.ref("m" + writer.next(COLLECTION)),
                          store.ref(place.id()),
                          text,
                          store.now())
                      .withThread(root == null ? null : store.ref(root.id()))
                      .withAuthor(author)
                      .withMentions(store.refs(mentions))
                      .withQuestion(question);
              return added(writer, made, root == null ? place : root);
            },
            () -> new IllegalStateException("a number of a sequence came twice")));
  }

  private static Document added(Writer writer, ChatMessage made, Document owner) {
    Document before =
        made.thread() == null ? owner : with(owner, message(owner).withReplies(replies(owner) + 1));
    Json.Obj place = new MessageLine(before).add(writer);
    Ref subject = Objects.requireNonNullElse(made.thread(), made.ref());
    writer.raise(new RaisedEvent(CREATED, subject.id(), MessagingDocuments.json(made)));
    return new Document(COLLECTION, made.ref().id(), MessagingDocuments.holding(place, made));
  }

  private static Document with(Document before, ChatMessage message) {
    return new Document(
        COLLECTION, before.id(), MessagingDocuments.holding(before.body(), message));
  }

  private static int replies(Document root) {
    return Objects.requireNonNullElse(message(root).replies(), 0);
  }

  private static Document channel(Writer writer, Ref channel) {
    String name = Channels.name(channel.id());
    return writer
        .get(Channels.COLLECTION, name)
        .orElseThrow(() -> MessagingErrors.unknownChannel(name));
  }

  private static Document root(Writer writer, String channel, Ref thread) {
    Document named = required(writer, "thread", thread);
    ChatMessage message = message(named);
    if (!message.channel().id().equals(channel)) {
      throw MessagingErrors.unknownMessage("thread", thread.id() + " in channel " + channel);
    }
    return message.thread() == null ? named : required(writer, "thread", message.thread());
  }

  static Document required(Writer writer, String field, Ref message) {
    return writer
        .get(COLLECTION, message.id())
        .orElseThrow(() -> MessagingErrors.unknownMessage(field, message.id()));
  }

  private Document stored(String field, Ref message) {
    return store
        .documents()
        .get(COLLECTION, message.id())
        .orElseThrow(() -> MessagingErrors.unknownMessage(field, message.id()));
  }

  ChatMessage get(Ref message) {
    return message(stored("message", message));
  }

  Page<ChatMessage> list(MessageQuery query) {
    int limit = LIMIT.of(query.limit());
    String channel = Channels.name(query.channel().id());
    Document place =
        store
            .documents()
            .get(Channels.COLLECTION, channel)
            .orElseThrow(() -> MessagingErrors.unknownChannel(channel));
    MessageLine line = query.thread() == null ? new MessageLine(place) : thread(query.thread());
    return line.page(
            store.documents(), query.cursor(), limit, each -> fits(message(each), query, channel))
        .map(Messages::message);
  }

  private MessageLine thread(Ref message) {
    Document named = stored("thread", message);
    Ref root = message(named).thread();
    return new MessageLine(root == null ? named : stored("thread", root));
  }

  private static boolean fits(ChatMessage message, MessageQuery query, String channel) {
    Instant since = query.since();
    Instant until = query.until();
    return message.channel().id().equals(channel)
        && (since == null || !message.createdAt().isBefore(since))
        && (until == null || message.createdAt().isBefore(until));
  }

  ChatMessage update(MessageUpdate update) {
    MessagingDocuments.checkText("text", update.text());
    return store.write(
        writer ->
            change(
                writer,
                update.message(),
                before ->
                    before
                        .withText(update.text(), store.now())
                        .withMentions(store.refs(update.mentions()))));
  }

  /** Changes a message. */
  static ChatMessage change(Writer writer, Ref message, UnaryOperator<ChatMessage> change) {
    Document before = required(writer, "message", message);
    ChatMessage after = change.apply(message(before));
    writer.put(with(before, after));
    return after;
  }

  /** Deletes a message, and before it the messages of its thread. */
  Done delete(Ref message, Call call) {
    Document seen = stored("message", message);
    MessageLine thread = new MessageLine(seen);
    Cursor next = null;
    do {
      Cancelled.check(call);
      Page<Document> replies = thread.page(store.documents(), next, LIMIT.most(), each -> true);
      replies.items().forEach(reply -> remove(reply.id()));
      next = replies.next();
    } while (next != null);
    remove(seen.id());
    return Done.DONE;
  }

  private void remove(String id) {
    var _ =
        store.write(
            writer -> {
              writer.get(COLLECTION, id).ifPresent(present -> remove(writer, present));
              return Done.DONE;
            });
  }

  private static void remove(Writer writer, Document present) {
    Ref thread = message(present).thread();
    if (thread != null) {
      writer
          .get(COLLECTION, thread.id())
          .ifPresent(root -> writer.put(with(root, message(root).withReplies(replies(root) - 1))));
    }
    writer.delete(COLLECTION, present.id());
  }

  /** Adds or removes a reaction of who calls; one that is so already stays so. */
  Done react(MessageReaction reaction, Call call, boolean add) {
    String who = store.knownCaller(call).ref().id();
    return store.write(
        writer -> {
          change(
              writer,
              reaction.message(),
              before -> before.withExtra(reacted(before.extra(), reaction.name(), who, add)));
          return Done.DONE;
        });
  }

  private static Json.Obj reacted(Json.Obj extra, String name, String who, boolean add) {
    Map<String, Json> all = new LinkedHashMap<>();
    if (extra.get(REACTIONS) instanceof Json.Obj(Map<String, Json> before)) {
      all.putAll(before);
    }
    Set<Json> people = new LinkedHashSet<>();
    if (all.remove(name) instanceof Json.Arr(List<Json> before)) {
      people.addAll(before);
    }
    boolean _ = add ? people.add(Json.of(who)) : people.remove(Json.of(who));
    if (!people.isEmpty()) {
      all.put(name, Json.array(List.copyOf(people)));
    }
    if (people.size() > MOST_PEOPLE || all.size() > MOST_REACTIONS) {
      throw MessagingErrors.full("name", "reactions", MOST_REACTIONS);
    }
    return extra.with(REACTIONS, Json.object(all));
  }

  static ChatMessage message(Document document) {
    return MessagingDocuments.read(document, ChatMessage.class);
  }
}
