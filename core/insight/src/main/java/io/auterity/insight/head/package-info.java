/** Trains heads from files and captured calls, measures them and keeps their versions. */
@NullMarked
package io.auterity.insight.head;

import org.jspecify.annotations.NullMarked;
