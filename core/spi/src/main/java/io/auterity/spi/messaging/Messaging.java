package io.auterity.spi.messaging;

import io.auterity.spi.Call;
import io.auterity.spi.DataClass;
import io.auterity.spi.Done;
import io.auterity.spi.Effect;
import io.auterity.spi.Kind;
import io.auterity.spi.Operation;
import io.auterity.spi.Page;

/**
 * Messaging: channels, their messages, threads and files, people, reactions, and questions with
 * buttons. Text is Markdown; what looks like a mention of all in it notifies none.
 */
@Kind("messaging")
public interface Messaging {

  @Operation(resource = "channel", verb = "list", summary = "List channels", effect = Effect.NONE)
  default Page<Channel> listChannels(ChannelQuery input, Call call) {
    throw call.unsupported();
  }

  @Operation(resource = "channel", verb = "get", summary = "Read one channel", effect = Effect.NONE)
  default Channel getChannel(WhichChannel input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "channel",
      verb = "create",
      summary = "Create a channel",
      effect = Effect.NON_IDEMPOTENT)
  default Channel createChannel(NewChannel input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "message",
      verb = "send",
      summary = "Send a message to a channel or thread",
      effect = Effect.NON_IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default ChatMessage sendMessage(NewChatMessage input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "message",
      verb = "get",
      summary = "Read one message",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER)
  default ChatMessage getMessage(WhichMessage input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "message",
      verb = "list",
      summary = "List the messages of a channel or of a thread, newest first",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER)
  default Page<ChatMessage> listMessages(MessageQuery input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "message",
      verb = "update",
      summary = "Replace the text of a message",
      effect = Effect.IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default ChatMessage updateMessage(MessageUpdate input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "message",
      verb = "delete",
      summary = "Delete a message",
      effect = Effect.IDEMPOTENT)
  default Done deleteMessage(WhichMessage input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "file",
      verb = "get",
      summary = "Read a file that came with a message",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER)
  default ChatFileContent getFile(WhichChatFile input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "person",
      verb = "get",
      summary = "Read one person, by reference or address of e-mail",
      effect = Effect.NONE,
      dataClass = DataClass.PERSONAL)
  default Person getPerson(WhichPerson input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "person",
      verb = "list",
      summary = "List the people of the service or of a channel",
      effect = Effect.NONE,
      dataClass = DataClass.PERSONAL)
  default Page<Person> listPeople(PersonQuery input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "reaction",
      verb = "add",
      summary = "Add a reaction to a message",
      effect = Effect.IDEMPOTENT)
  default Done addReaction(MessageReaction input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "reaction",
      verb = "remove",
      summary = "Remove a reaction from a message",
      effect = Effect.IDEMPOTENT)
  default Done removeReaction(MessageReaction input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "question",
      verb = "ask",
      summary = "Send a question that people answer by a button",
      effect = Effect.NON_IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default ChatMessage askQuestion(NewQuestion input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "question",
      verb = "close",
      summary = "Replace a question with a text without buttons",
      effect = Effect.IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default ChatMessage closeQuestion(QuestionClosing input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "question",
      verb = "answer",
      summary = "Answer a question as who calls, where the service keeps the answers itself",
      effect = Effect.IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default GivenAnswer answerQuestion(NewAnswer input, Call call) {
    throw call.unsupported();
  }
}
