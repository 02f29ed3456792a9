@NullMarked
package io.auterity.workflow.trigger;

import org.jspecify.annotations.NullMarked;
