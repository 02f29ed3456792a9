/** The one expression language (CEL): typed by JSON Schema, over JSON values, with templates. */
@NullMarked
package io.auterity.platform.expression;

import org.jspecify.annotations.NullMarked;
