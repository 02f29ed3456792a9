/** The operations of {@code github.yaml} that a file cannot carry out. */
@NullMarked
package io.auterity.plugins.github;

import org.jspecify.annotations.NullMarked;
