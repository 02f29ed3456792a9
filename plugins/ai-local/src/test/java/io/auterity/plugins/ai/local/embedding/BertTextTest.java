package io.auterity.plugins.ai.local.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BertTextTest {

  @Test
  void cutsAtSpacesAndPunctuation() {
    assertThat(BertText.words("Don't\tpay $1,234!\n"))
        .containsExactly("don", "'", "t", "pay", "$", "1", ",", "234", "!");
  }

  @Test
  void dropsCaseAccentsAndControlCharacters() {
    assertThat(BertText.words("Na\u00efve \u0130stanbul so\u00adft\u0007ly"))
        .containsExactly("naive", "istanbul", "softly");
  }

  @Test
  void cutsChineseIntoCharactersButNoOtherScript() {
    assertThat(BertText.words("\u4e2d\u6587ab \u304b\u306a"))
        .containsExactly("\u4e2d", "\u6587", "ab", "\u304b\u306a");
  }

  @Test
  void aTextOfNothingHasNoWords() {
    assertThat(BertText.words(" \u3000\u200b")).isEmpty();
  }
}
