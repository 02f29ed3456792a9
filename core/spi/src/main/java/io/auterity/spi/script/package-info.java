/** The kind of scripts: code of the caller that computes a value and reaches nothing else. */
@NullMarked
package io.auterity.spi.script;

import org.jspecify.annotations.NullMarked;
