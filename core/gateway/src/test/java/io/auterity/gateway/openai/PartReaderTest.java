package io.auterity.gateway.openai;

import static io.auterity.gateway.openai.Bodies.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.ai.Part;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartReaderTest {

  @Test
  void readsText() {
    assertThat(read("{'type':'text','text':'hi'}")).isEqualTo(new Part.Text("hi"));
  }

  @Test
  void readsPicturesByUrlAndByBytes() {
    assertThat(read("{'type':'image_url','image_url':{'url':'https://x/a.png'}}"))
        .isEqualTo(new Part.Image("https://x/a.png", null, null));
    assertThat(
            read(
                "{'type':'image_url','image_url':"
                    + "{'url':'data:image/png;base64,AAAA','detail':'auto'}}"))
        .isEqualTo(new Part.Image(null, "image/png", "AAAA"));
  }

  @Test
  void keepsTheDetailOfAPictureAsAFieldOfThisDialect() {
    assertThat(read("{'type':'image_url','image_url':{'url':'https://x/a.png','detail':'high'}}"))
        .isEqualTo(
            new Part.Image(
                "https://x/a.png", null, null, Map.of("openai", json("{'detail':'high'}"))));
  }

  @Test
  void readsSound() {
    assertThat(read("{'type':'input_audio','input_audio':{'data':'AAAA','format':'mp3'}}"))
        .isEqualTo(new Part.Audio("audio/mpeg", "AAAA"));
  }

  @Test
  void readsFiles() {
    assertThat(
            read(
                "{'type':'file','file':{'filename':'a.pdf',"
                    + "'file_data':'data:application/pdf;base64,AAAA'}}"))
        .isEqualTo(new Part.File("a.pdf", null, "application/pdf", "AAAA"));
  }

  @Test
  void readsFilesByTheirAddress() {
    assertThat(
            read(
                "{'type':'file','file':{'filename':'a.pdf','file_url':'https://x.example/a.pdf'}}"))
        .isEqualTo(new Part.File("a.pdf", "https://x.example/a.pdf", null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'text','text':'hi','cache_control':{'type':'ephemeral'}}",
        "{'type':'input_audio','input_audio':{'data':'AAAA','format':'flac'}}",
        "{'type':'file','file':{'file_id':'file-1'}}",
        "{'type':'file','file':{'filename':'a','file_data':'AAAA'}}",
        "{'type':'file','file':{'file_url':'https://x/a','file_data':'data:a/b;base64,AAAA'}}",
        "{'type':'video_url','video_url':{'url':'https://x/a.mp4'}}"
      })
  void carriesUnchangedWhatItCannotHoldWhole(String part) {
    assertThat(read(part)).isEqualTo(new Part.Opaque("openai", json(part)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'text':'hi'}",
        "{'type':'text'}",
        "{'type':'image_url'}",
        "{'type':'image_url','image_url':'https://x/a.png'}",
        "{'type':'input_audio','input_audio':{}}",
        "{'type':'file'}"
      })
  void refusesPiecesWithoutTheirContent(String part) {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> read(part))
        .withMessageStartingWith("invalid: 'p");
  }

  private static Part read(String part) {
    return PartReader.read("p", json(part));
  }
}
