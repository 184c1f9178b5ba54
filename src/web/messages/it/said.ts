import type { saidEn } from '../en/said.ts';

export const saidIt: Record<keyof typeof saidEn, string> = {
  'said.words': '{head}: {text}',
  'said.erased': 'cancellato',
  'said.follows': 'segue da un altro atto',
  'said.approval.answer.approve': 'approva {second}',
  'said.approval.answer.refuse': 'rifiuta {second}',
  'said.approval.answer.counter-offer': 'controproposta a {second}',
  'said.approval.oral.approve': 'approva {second}',
  'said.approval.oral.refuse': 'rifiuta {second}',
  'said.conferral.grant.two': '{first} a {second}',
  'said.accompaniment.begin.two': '{second} accanto a {first}',
  'said.item.consent.two': '{first} a {second}',
  'said.item.release.two': '{first} a {second}',
  'said.tasking.issue': 'a {first}',
  'said.tasking.issue.two': '{first}, a {second}',
  'said.alert.raise.emergency': 'emergenza',
  'said.alert.raise.evacuation': 'evacuazione',
  'said.exercise.direct.pause': 'pausa',
  'said.exercise.direct.resume': 'ripresa',
  'said.exercise.direct.speed': 'velocità',
  'said.exercise.direct.inject': 'spunto {second}',
};
