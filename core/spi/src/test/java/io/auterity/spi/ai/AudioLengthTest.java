package io.auterity.spi.ai;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Content;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Compressed sounds, of which silence takes next to nothing. */
class AudioLengthTest {

  private static OptionalLong told(byte[] file) {
    return AudioLength.told(Content.of("audio/x", file));
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] repeat(byte[] part, int times) {
    byte[][] parts = new byte[times][];
    Arrays.fill(parts, part);
    return join(parts);
  }

  /** A frame of MPEG 1, layer III, 44.1 kHz: 1,152 samples in 417 bytes. */
  private static byte[] mp3() {
    return ByteBuffer.allocate(417).putInt(0xfffb9000).array();
  }

  @Test
  void mp3IsAsLongAsItsFrames() {
    byte[] tag = join(ascii("ID3"), new byte[] {4, 0, 0, 0, 0, 1, 0}, new byte[128]);

    assertThat(told(repeat(mp3(), 383))).hasValue(11);
    assertThat(told(join(tag, repeat(mp3(), 383), ascii("TAG"), new byte[125]))).hasValue(11);
    // Layer III of MPEG 2 at 8 kbit and 16 kHz: 576 samples in 36 bytes, 1,000 bytes a second.
    assertThat(told(repeat(ByteBuffer.allocate(36).putInt(0xfff31800).array(), 1_000)))
        .hasValue(36);
  }

  private static byte[] flac(long samples, int frames) {
    ByteBuffer head = ByteBuffer.allocate(42);
    head.put(ascii("fLaC")).put((byte) 0x80).put((byte) 0).putShort((short) 34);
    head.putShort((short) 4_096).putShort((short) 4_096).putShort((short) 0).putInt(0);
    head.putLong((8_000L << 44) | (15L << 36) | samples);
    return join(head.array(), repeat(flacFrame(), frames));
  }

  /** 4,096 samples of silence at 8 kHz, the first frame of a stream. */
  private static byte[] flacFrame() {
    byte[] head = {(byte) 0xff, (byte) 0xf8, (byte) 0xc4, 0x08, 0};
    int sum = 0;
    for (byte part : head) {
      sum ^= part & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        sum = (sum & 0x80) == 0 ? sum << 1 : ((sum << 1) ^ 7) & 0xff;
      }
    }
    return join(head, new byte[] {(byte) sum, 0, 0, 0, 0, 0});
  }

  @Test
  void flacIsAsLongAsItsHeadOrItsFramesWhicheverSaysMore() {
    assertThat(told(flac(80_001, 0))).hasValue(11);
    assertThat(told(flac(1, 20))).hasValue(11);
    assertThat(told(flac(0, 0))).isEmpty();
  }

  private static byte[] page(int serial, long position, byte[]... packets) {
    ByteBuffer head = ByteBuffer.allocate(27 + packets.length).order(ByteOrder.LITTLE_ENDIAN);
    head.put(ascii("OggS")).put((byte) 0).put((byte) 0).putLong(position).putInt(serial);
    head.putInt(0).putInt(0).put((byte) packets.length);
    for (byte[] packet : packets) {
      head.put((byte) packet.length);
    }
    return join(head.array(), join(packets));
  }

  @Test
  void opusIsAsLongAsItsPacketsSayThemselves() {
    byte[] head = page(7, 0, join(ascii("OpusHead"), new byte[11]));
    byte[] tags = page(7, 0, ascii("OpusTags"));
    // Three frames of 20 ms each in a packet of three bytes.
    byte[] silence = {(byte) 0xfb, 3, 0};

    byte[] file = join(head, tags, repeat(page(7, 1, silence, silence), 80));

    assertThat(told(file)).hasValue(10);
    assertThat(told(join(head, tags, page(7, 48_000 * 12, silence)))).hasValue(12);
    assertThat(told(join(head, tags, page(8, 1, ascii("Speex   "))))).isEmpty();
  }

  @Test
  void vorbisIsAsLongAsItsLastPageSays() {
    ByteBuffer head = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
    head.put(ascii("\u0001vorbis")).putInt(0).put((byte) 1).putInt(8_000);

    assertThat(told(join(page(1, 0, head.array()), page(1, 80_001, new byte[9])))).hasValue(11);
  }

  private static byte[] box(String type, byte[]... content) {
    byte[] all = join(content);
    return join(ByteBuffer.allocate(4).putInt(8 + all.length).array(), ascii(type), all);
  }

  private static byte[] film(int scale, int lasts) {
    ByteBuffer head = ByteBuffer.allocate(100).putInt(0).putInt(0).putInt(0);
    return box("mvhd", head.putInt(scale).putInt(lasts).array());
  }

  private static byte[] samples(int count, int delta) {
    byte[] table = ByteBuffer.allocate(16).putInt(0).putInt(1).putInt(count).putInt(delta).array();
    return box("trak", box("mdia", film(8_000, 1), box("minf", box("stbl", box("stts", table)))));
  }

  @Test
  void mp4IsAsLongAsItsBoxesSayAtMost() {
    byte[] type = box("ftyp", ascii("M4A mp42"));
    byte[] sound = box("mdat", new byte[99]);

    assertThat(told(join(type, sound, box("moov", film(1_000, 10_001))))).hasValue(11);
    assertThat(told(join(type, box("moov", film(1_000, 1), samples(80, 1_024)), sound)))
        .hasValue(11);
    assertThat(told(join(type, box("moov", film(1_000, 9)), box("moof"), sound))).isEmpty();
    assertThat(told(join(type, sound))).isEmpty();
  }

  @Test
  void webmIsAsLongAsItsLastBlockAlsoWhenItWasRecordedLive() {
    byte[] begin = {0x1a, 0x45, (byte) 0xdf, (byte) 0xa3, (byte) 0x82, 1, 2};
    byte[] segment = {0x18, 0x53, (byte) 0x80, 0x67, 1, -1, -1, -1, -1, -1, -1, -1};
    byte[] cluster = {0x1f, 0x43, (byte) 0xb6, 0x75, 1, -1, -1, -1, -1, -1, -1, -1};
    byte[] time = {(byte) 0xe7, (byte) 0x82, 0x27, 0x10};
    byte[] block = {(byte) 0xa3, (byte) 0x86, (byte) 0x81, 0x01, (byte) 0xf4, 0, 9, 9};

    assertThat(told(join(begin, segment, cluster, time, block))).hasValue(11);
    assertThat(told(join(begin, segment))).isEmpty();
  }

  @Property(tries = 300)
  void noFileIsTooBrokenToBeBounded(@ForAll long seed) {
    Random random = new Random(seed);
    List<byte[]> files =
        List.of(
            repeat(mp3(), 3),
            flac(9, 3),
            page(1, 9, join(ascii("OpusHead"), new byte[11]), new byte[] {3}),
            join(box("ftyp", ascii("M4A mp42")), box("moov", film(1, 9), samples(3, 9))),
            join(new byte[] {0x1a, 0x45, (byte) 0xdf, (byte) 0xa3, (byte) 0x80}, new byte[40]));
    byte[] file = files.get(random.nextInt(files.size())).clone();
    for (int i = 0; i < random.nextInt(6); i++) {
      file[random.nextInt(file.length)] = (byte) random.nextInt();
    }
    byte[] cut = Arrays.copyOf(file, random.nextInt(file.length + 1));

    assertThat(AudioLength.seconds(Content.of("audio/x", cut))).isBetween(1L, 36_000L);
  }
}
