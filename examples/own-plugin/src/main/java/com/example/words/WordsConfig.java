package com.example.words;

import io.auterity.spi.Description;
import java.util.List;

/** What a provider is configured with. */
public record WordsConfig(@Description("Words that are masked") List<String> words) {}
