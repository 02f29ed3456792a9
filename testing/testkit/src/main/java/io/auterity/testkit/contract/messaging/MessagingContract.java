package io.auterity.testkit.contract.messaging;

import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.messaging.ChannelQuery;
import io.auterity.spi.messaging.MessageQuery;
import io.auterity.spi.messaging.MessageReaction;
import io.auterity.spi.messaging.MessageUpdate;
import io.auterity.spi.messaging.Messaging;
import io.auterity.spi.messaging.NewAnswer;
import io.auterity.spi.messaging.NewChannel;
import io.auterity.spi.messaging.NewChatMessage;
import io.auterity.spi.messaging.PersonQuery;
import io.auterity.spi.messaging.QuestionClosing;
import io.auterity.spi.messaging.WhichChannel;
import io.auterity.spi.messaging.WhichChatFile;
import io.auterity.spi.messaging.WhichMessage;
import io.auterity.spi.messaging.WhichPerson;
import io.auterity.testkit.contract.OpenContract;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;

/**
 * What every {@code messaging} connector must do, whatever its vendor. Each test has a channel of
 * its own from {@link #channel}; what a connector does not declare is not asked for.
 */
public abstract class MessagingContract extends OpenContract<Messaging> {

  protected MessagingContract() {
    super(Messaging.class);
  }

  /** A name that no channel has. */
  protected String freshName() {
    return "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 9);
  }

  /** A channel that a test may write to; override where the service makes none. */
  protected Ref channel(Messaging instance) {
    return instance
        .createChannel(new NewChannel(freshName(), "For a test"), call("channel.create"))
        .ref();
  }

  /** A provider whose vendor refuses so; empty where the set-up cannot bring that about. */
  protected Optional<ProviderContext> refusing(FailureCode code) {
    return Optional.empty();
  }

  /** Any channel's reference: a vendor that fails never looks for it. */
  protected Ref anyChannel() {
    return Ref.of("C1");
  }

  /** Sends a message with a file beside the connector; empty where the set-up cannot. */
  protected Optional<Ref> messageWithFile(Ref channel, String name, String text) {
    return Optional.empty();
  }

  /** A message that this service never had. */
  protected Ref unknownMessage(Ref channel) {
    return Ref.of("m999999999");
  }

  @Override
  protected final Object input(String operation, Messaging instance) {
    use(instance);
    if (!supports(operation)) {
      return input(operation, Ref.of("nowhere"), Ref.of("nothing"));
    }
    return switch (operation) {
      case "channel.create" -> new NewChannel(freshName(), "For a test");
      case "channel.list" -> new ChannelQuery(null, null, null);
      default -> {
        Ref channel = channel(instance);
        yield input(
            operation, channel, operation.endsWith("send") ? channel : message(operation, channel));
      }
    };
  }

  private Ref message(String operation, Ref channel) {
    MessagingPart part = new MessagingPart(this) {};
    if (operation.equals("question.close") || operation.equals("question.answer")) {
      return part.asked(channel, "q1").ref();
    }
    if (operation.equals("person.get")) {
      return part.people(channel).getFirst().ref();
    }
    if (operation.equals("file.get")) {
      return messageWithFile(channel, "bill.txt", "Bill 7")
          .map(message -> part.read(message).files().getFirst().ref())
          .orElse(Ref.of("nothing"));
    }
    boolean one = operation.matches("message[.](get|update|delete)|reaction[.].*");
    return one ? part.sent(channel, "Well").ref() : channel;
  }

  private static Object input(String operation, Ref channel, Ref message) {
    return switch (operation) {
      case "channel.create" -> new NewChannel("unsupported", null);
      case "channel.list" -> new ChannelQuery(null, null, null);
      case "channel.get" -> new WhichChannel(channel);
      case "message.send" -> new NewChatMessage(channel, "The invoice is **late**", null);
      case "message.list" -> new MessageQuery(channel, null, null, null, null, null);
      case "message.get", "message.delete" -> new WhichMessage(message);
      case "message.update" -> new MessageUpdate(message, "Better said");
      case "file.get" -> new WhichChatFile(message);
      case "person.get" -> WhichPerson.of(message);
      case "person.list" -> new PersonQuery(channel, null, null);
      case "reaction.add", "reaction.remove" -> new MessageReaction(message, "eyes");
      case "question.ask" -> MessagingPart.question(channel, "q1");
      case "question.close" -> new QuestionClosing(message, "Approved");
      case "question.answer" -> new NewAnswer(message, "yes");
      default -> throw new AssertionError("no input for " + operation);
    };
  }

  @Nested
  class Channels extends ChannelTests {
    Channels() {
      super(MessagingContract.this);
    }
  }

  @Nested
  class Messages extends MessageTests {
    Messages() {
      super(MessagingContract.this);
    }
  }

  @Nested
  class Files extends FileTests {
    Files() {
      super(MessagingContract.this);
    }
  }

  @Nested
  class People extends PersonTests {
    People() {
      super(MessagingContract.this);
    }
  }

  @Nested
  class Questions extends QuestionTests {
    Questions() {
      super(MessagingContract.this);
    }
  }

  @Nested
  class Refused extends MessagingRefusalTests {
    Refused() {
      super(MessagingContract.this);
    }
  }
}
