@NullMarked
package io.auterity.workflow.trigger.schedule;

import org.jspecify.annotations.NullMarked;
