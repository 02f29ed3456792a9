package io.auterity.testkit.contract.messaging;

import static io.auterity.testkit.contract.Failures.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.messaging.Person;
import io.auterity.spi.messaging.WhichPerson;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the people of a messaging service do. */
abstract class PersonTests extends MessagingPart {

  PersonTests(MessagingContract contract) {
    super(contract);
  }

  private Person found(WhichPerson which) {
    return messaging().getPerson(which, call("person.get"));
  }

  @Test
  void aListHasEachPersonOnceAndEachIsReadSo() {
    need("person.list", "person.get");

    List<Person> people = people(null);

    assertThat(people).isNotEmpty();
    assertThat(people).extracting(Person::ref).doesNotHaveDuplicates();
    assertThat(people)
        .allSatisfy(each -> assertThat(found(WhichPerson.of(each.ref()))).isEqualTo(each));
  }

  @Test
  void aPersonIsFoundByAnAddress() {
    need("person.list", "person.get");
    List<Person> addressed = people(null).stream().filter(each -> each.email() != null).toList();
    offered(!addressed.isEmpty());

    Person one = addressed.getFirst();

    assertThat(found(WhichPerson.ofEmail(Objects.requireNonNull(one.email()))).ref())
        .isEqualTo(one.ref());
    expect(FailureCode.NOT_FOUND, () -> found(WhichPerson.ofEmail("unknown@nowhere.example.test")));
  }

  @Test
  void theListOfAChannelHasPeopleOfTheService() {
    need("person.list", "person.get");
    Ref channel = channel();

    List<Person> people = people(channel);

    assertThat(people).isNotEmpty();
    assertThat(people)
        .allSatisfy(each -> assertThat(found(WhichPerson.of(each.ref()))).isEqualTo(each));
  }

  @Test
  void anUnknownPersonIsNotFound() {
    need("person.get");
    Ref unknown = Ref.of("UUNKNOWN");

    expect(FailureCode.NOT_FOUND, () -> found(WhichPerson.of(unknown)));
  }
}
