package io.auterity.testkit.contract.messaging;

import static io.auterity.testkit.contract.Failures.expect;
import static io.auterity.testkit.contract.Slice.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.messaging.Channel;
import io.auterity.spi.messaging.ChannelQuery;
import io.auterity.spi.messaging.ChannelType;
import io.auterity.spi.messaging.NewChannel;
import io.auterity.spi.messaging.WhichChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What channels do. */
abstract class ChannelTests extends MessagingPart {

  ChannelTests(MessagingContract contract) {
    super(contract);
  }

  private Channel found(Ref channel) {
    return messaging().getChannel(new WhichChannel(channel), call("channel.get"));
  }

  @Test
  void aChannelIsReadAsItWasMade() {
    need("channel.create", "channel.get");
    String name = contract.freshName();

    Channel made =
        messaging().createChannel(new NewChannel(name, "Bills & more"), call("channel.create"));

    assertThat(made.name()).isEqualTo(name);
    assertThat(made.type()).isEqualTo(ChannelType.PUBLIC);
    assertThat(made.archived()).isFalse();
    Channel read = found(made.ref());
    assertThat(read.ref()).isEqualTo(made.ref());
    assertThat(read.name()).isEqualTo(name);
    assertThat(read.topic()).isEqualTo("Bills & more");
  }

  @Test
  void aNameIsTakenOnce() {
    need("channel.create");
    NewChannel input = new NewChannel(contract.freshName(), null);
    messaging().createChannel(input, call("channel.create"));

    expect(FailureCode.CONFLICT, () -> messaging().createChannel(input, call("channel.create")));
  }

  @Test
  void anUnknownChannelIsNotFound() {
    need("channel.get");
    Ref unknown = Ref.of("CUNKNOWN");

    expect(FailureCode.NOT_FOUND, () -> found(unknown));
  }

  @Test
  void aListHasEachChannelOnce() {
    need("channel.list");
    List<Ref> made = List.of(channel(), channel(), channel());

    List<Channel> listed =
        all(
            slice ->
                messaging()
                    .listChannels(
                        new ChannelQuery(null, slice.cursor(), slice.limit()),
                        call("channel.list")),
            2);

    assertThat(listed).extracting(Channel::ref).containsAll(made).doesNotHaveDuplicates();
    assertThat(listed).noneMatch(Channel::archived);
  }
}
