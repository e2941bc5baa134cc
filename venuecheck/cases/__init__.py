"""The one place where an application's state lives, and every act upon it.

Where to look, by subject (each room of a subject carries its name: `watch_forms`, `diligence_papers`):

- the workflow: `acts` (its words), `needs`, `workflow` (the table), `drawing`, `moves` (the one way in which a case changes)
- daily work: `service`, `checks`, `queues`, `pages`, `answers`, `forms`, `deeds`, `routes`; the hirer's side: `hirer_routes`
- the outcome: `decisions`, `conditions`, `letters`, `printing`, `receipts`, `remedies`, `reviews`
- what guards a refusal: `safeguards`, `weighing` (reasons, the ladder, balancing), `minded`, `approaches`, `papers`
- who was asked and what was found: `diligence`
- after an approval: `changes`, `cancelling`, `afterwards`, `followups`
- who may judge, and by when: `watch`, `interests`, `overrides`, `clock`, `deadlines`, `reminders`, `rounds`, `telling`
- elections: `elections`
- keeping and erasing: `retention`, `erasing`
"""
