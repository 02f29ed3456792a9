package io.auterity.plugins.messaging;

import io.auterity.spi.Call;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.messaging.Channel;
import io.auterity.spi.messaging.ChannelQuery;
import io.auterity.spi.messaging.ChannelType;
import io.auterity.spi.messaging.NewChannel;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.paging.PageLimit;
import io.auterity.toolkit.paging.Pages;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Channels as documents. The name of a channel is its id, with or without # in front. */
record Channels(MessagingDocuments store) {

  static final String COLLECTION = "channel";

  private static final PageLimit LIMIT = new PageLimit(50, 200);
  private static final Pattern NAME = Pattern.compile("[\\p{Ll}\\p{Lo}\\p{Nd}_-]{1,80}");

  Channel create(NewChannel input, Call call) {
    String name = name(input.name());
    if (!NAME.matcher(name).matches()) {
      throw Refusal.invalid("name", "must be 1 to 80 of lower-case letters, digits, _ and -");
    }
    if (input.topic() != null) {
      MessagingDocuments.checkText("topic", input.topic());
    }
    Channel made = Channel.of(store.ref(name), name, ChannelType.PUBLIC).withTopic(input.topic());
    return channel(
        store.addOnce(
            COLLECTION,
            call,
            input,
            writer -> new Document(COLLECTION, name, MessagingDocuments.holding(Json.EMPTY, made)),
            () -> MessagingErrors.channelExists(name)));
  }

  Channel get(Ref channel) {
    String name = name(channel.id());
    return channel(
        store
            .documents()
            .get(COLLECTION, name)
            .orElseThrow(() -> MessagingErrors.unknownChannel(name)));
  }

  Page<Channel> list(ChannelQuery query) {
    if (Boolean.TRUE.equals(query.archived())) {
      return new Page<>(List.of(), null);
    }
    int most = LIMIT.of(query.limit());
    String after = query.cursor() == null ? null : query.cursor().value();
    List<Document> found = store.documents().list(COLLECTION, Json.EMPTY, after, most + 1);
    Function<Document, String> place = Document::id;
    return Pages.ofOneMore(found, most, place).map(Channels::channel);
  }

  /** The name as it is kept. */
  static String name(String asked) {
    return asked.startsWith("#") ? asked.substring(1) : asked;
  }

  private static Channel channel(Document document) {
    return MessagingDocuments.read(document, Channel.class);
  }
}
