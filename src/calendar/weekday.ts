// The days of a week and their groups, as a calendar file names them. A week begins on Monday (ISO 8601).

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof weekdays)[number]

export const dayGroups = ['every-day', 'weekdays', 'weekend'] as const
export type DayGroup = (typeof dayGroups)[number]

export function daysOfGroup(key: Weekday | DayGroup): readonly Weekday[] {
  switch (key) {
    case 'every-day':
      return weekdays
    case 'weekdays':
      return weekdays.slice(0, 5)
    case 'weekend':
      return weekdays.slice(5)
    default:
      return [key]
  }
}
