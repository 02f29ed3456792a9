package io.auterity.testkit.contract.messaging;

import static io.auterity.testkit.contract.Failures.expect;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.messaging.ChatFile;
import io.auterity.spi.messaging.ChatFileContent;
import io.auterity.spi.messaging.WhichChatFile;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What files of messages do. */
abstract class FileTests extends MessagingPart {

  FileTests(MessagingContract contract) {
    super(contract);
  }

  private ChatFileContent content(Ref file) {
    return messaging().getFile(new WhichChatFile(file), call("file.get"));
  }

  @Test
  void aFileOfAMessageIsReadWhole() {
    need("message.get", "file.get");
    Optional<Ref> message = contract.messageWithFile(channel(), "bill 7+ü.txt", "Bill 7: 12 €");
    offered(message.isPresent());

    ChatFile file = read(message.orElseThrow()).files().getFirst();
    ChatFileContent content = content(file.ref());

    assertThat(file.name()).isEqualTo("bill 7+ü.txt");
    assertThat(content.name()).isEqualTo("bill 7+ü.txt");
    assertThat(new String(content.content().bytes(), UTF_8)).isEqualTo("Bill 7: 12 €");
  }

  @Test
  void anUnknownFileIsNotFound() {
    need("file.get");
    Ref unknown = Ref.of("FUNKNOWN");

    expect(FailureCode.NOT_FOUND, () -> content(unknown));
  }
}
