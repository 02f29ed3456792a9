package io.auterity.plugins.messaging;

import io.auterity.spi.Call;
import io.auterity.spi.Done;
import io.auterity.spi.Page;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.messaging.Channel;
import io.auterity.spi.messaging.ChannelQuery;
import io.auterity.spi.messaging.ChatMessage;
import io.auterity.spi.messaging.GivenAnswer;
import io.auterity.spi.messaging.MessageQuery;
import io.auterity.spi.messaging.MessageReaction;
import io.auterity.spi.messaging.MessageUpdate;
import io.auterity.spi.messaging.Messaging;
import io.auterity.spi.messaging.NewAnswer;
import io.auterity.spi.messaging.NewChannel;
import io.auterity.spi.messaging.NewChatMessage;
import io.auterity.spi.messaging.NewQuestion;
import io.auterity.spi.messaging.QuestionClosing;
import io.auterity.spi.messaging.WhichChannel;
import io.auterity.spi.messaging.WhichMessage;
import io.auterity.toolkit.Cancelled;
import java.time.InstantSource;

/** The messaging service of one provider. */
record MessagingClient(Channels channels, Messages messages, Questions questions)
    implements Messaging {

  static MessagingClient of(ProviderContext context, InstantSource clock) {
    MessagingDocuments store = new MessagingDocuments(context.id(), context.documents(), clock);
    Messages messages = new Messages(store);
    return new MessagingClient(new Channels(store), messages, new Questions(store, messages));
  }

  /** Refuses to write for a caller who has gone. */
  private static Call wanted(Call call) {
    Cancelled.check(call);
    return call;
  }

  @Override
  public Page<Channel> listChannels(ChannelQuery input, Call call) {
    return channels.list(input);
  }

  @Override
  public Channel getChannel(WhichChannel input, Call call) {
    return channels.get(input.channel());
  }

  @Override
  public Channel createChannel(NewChannel input, Call call) {
    return channels.create(input, wanted(call));
  }

  @Override
  public ChatMessage sendMessage(NewChatMessage input, Call call) {
    return messages.send(input, wanted(call));
  }

  @Override
  public ChatMessage getMessage(WhichMessage input, Call call) {
    return messages.get(input.message());
  }

  @Override
  public Page<ChatMessage> listMessages(MessageQuery input, Call call) {
    return messages.list(input);
  }

  @Override
  public ChatMessage updateMessage(MessageUpdate input, Call call) {
    return messages.update(input);
  }

  @Override
  public Done deleteMessage(WhichMessage input, Call call) {
    return messages.delete(input.message(), call);
  }

  @Override
  public Done addReaction(MessageReaction input, Call call) {
    return messages.react(input, call, true);
  }

  @Override
  public Done removeReaction(MessageReaction input, Call call) {
    return messages.react(input, call, false);
  }

  @Override
  public ChatMessage askQuestion(NewQuestion input, Call call) {
    return questions.ask(input, wanted(call));
  }

  @Override
  public ChatMessage closeQuestion(QuestionClosing input, Call call) {
    return questions.close(input);
  }

  @Override
  public GivenAnswer answerQuestion(NewAnswer input, Call call) {
    return questions.answer(input, wanted(call));
  }
}
