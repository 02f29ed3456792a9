package io.auterity.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.file.OwnerOnlyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {

  @TempDir Path directory;

  @Test
  void makesAFileOfItsOwnerOnly() throws IOException {
    Path file = directory.resolve("master.key");

    MasterKey.open(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(directory).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void readsItsFileAgain() {
    Path file = directory.resolve("master.key");
    MasterKey key = MasterKey.open(file);
    MasterKey.Sealed sealed = key.encrypt(new byte[] {1, 2}, new byte[] {3});

    byte[] value = MasterKey.open(file).decrypt(sealed.ciphertext(), new byte[] {3});

    assertThat(value).containsExactly(1, 2);
    assertThat(sealed.keyId()).isEqualTo(key.id());
  }

  @Test
  void aMarkUnderTheOldestKeyLastsWhenAKeyIsAdded() {
    MasterKey key = MasterKey.open(directory.resolve("master.key"));
    byte[] content = {7};
    byte[] lasting = key.lastingMark(content);
    byte[] newest = key.mark(content);

    key.rotate();

    assertThat(key.lastingMark(content)).isEqualTo(lasting);
    assertThat(key.mark(content)).isNotEqualTo(newest);
    assertThat(key.marked(content, lasting)).isTrue();
  }

  @Test
  void refusesAnotherPlace() {
    MasterKey key = MasterKey.open(directory.resolve("master.key"));
    MasterKey.Sealed sealed = key.encrypt(new byte[] {1, 2}, new byte[] {3});

    assertThatThrownBy(() -> key.decrypt(sealed.ciphertext(), new byte[] {4}))
        .isInstanceOf(SecretsRefusedException.class);
  }

  @Test
  void refusesAFileThatOthersMayRead() throws IOException {
    Path file = directory.resolve("master.key");
    MasterKey.open(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> MasterKey.open(file))
        .isInstanceOf(SecretsRefusedException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void refusesAFileWithoutKeys() throws IOException {
    Path file = directory.resolve("master.key");
    OwnerOnlyFile.write(file, "no keys here");

    assertThatThrownBy(() -> MasterKey.open(file))
        .isInstanceOf(SecretsRefusedException.class)
        .hasMessageContaining("Cannot use the key file");
  }

  @Test
  void aRotationAddsAKeyAndKeepsTheOld() {
    MasterKey key = MasterKey.open(directory.resolve("master.key"));
    int before = key.id();

    key.rotate();

    assertThat(key.id()).isNotEqualTo(before);
    assertThat(key.ids()).containsExactlyInAnyOrder(before, key.id());
  }

  @Test
  void aFileThatCannotBeReadAgainIsToldFromAKeyThatItLacks() throws IOException {
    Path file = directory.resolve("master.key");
    MasterKey here = MasterKey.open(file);
    MasterKey there = MasterKey.open(file);
    there.rotate();
    byte[] place = {3};
    byte[] sealed = there.encrypt(new byte[] {1}, place).ciphertext();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatExceptionOfType(SecretsRefusedException.class)
        .isThrownBy(() -> here.decrypt(sealed, place))
        .withMessageContaining("cannot be read again")
        .satisfies(refused -> assertThatThrownBy(refused::requireLost).isSameAs(refused));

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(here.decrypt(sealed, place)).containsExactly(1);
    MasterKey another = MasterKey.open(directory.resolve("another.key"));
    assertThatExceptionOfType(SecretsRefusedException.class)
        .isThrownBy(() -> another.decrypt(sealed, place))
        .satisfies(SecretsRefusedException::requireLost);
  }
}
