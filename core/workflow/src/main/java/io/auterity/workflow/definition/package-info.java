/** A workflow as its author writes it: steps as data, read with every mistake named. */
@NullMarked
package io.auterity.workflow.definition;

import org.jspecify.annotations.NullMarked;
